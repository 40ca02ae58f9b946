"""Pages of routes."""

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from hub.shared.pages import public_page
from partners.models import ActionGroup
from places.listing import page_of
from places.models import Route
from places.routes.drawing import route_on_map
from places.routes.exports import gpx_of, kml_of
from places.routes.facts import facts_of
from places.routes.filters import Length, RouteFilter
from places.routes.profile import Profile
from places.routes.sketch import Sketch
from places.shown_pages import ShownDetail
from places.waypoints import download, gpx_response


@method_decorator(public_page, name="dispatch")
class RouteList(TemplateView):
    """Published routes, newest first, by group, length and difficulty."""

    template_name = "places/route_list.html"

    def get_context_data(self, **kwargs):
        wanted = RouteFilter(self.request.GET)
        page = page_of(
            wanted.apply().listed().newest_first(),
            self.request.GET.get("page", "1"),
            read=list,
        )
        return super().get_context_data(
            wanted=wanted,
            page_obj=page,
            routes=page.object_list,
            groups=ActionGroup.objects.published(),
            lengths=Length,
            difficulties=Route.Difficulty,
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class RouteDetail(ShownDetail):
    """One route: its line, its profile, its stops."""

    template_name = "places/route_detail.html"

    def get_queryset(self):
        routes = Route.objects.published().with_public_stops()
        return routes.select_related("group")

    def others(self, context):
        return [*(stop.place for stop in self.object.public_stops), *context["themes"]]

    def get_context_data(self, **kwargs):
        route = self.object
        sketch = Sketch(route)
        return super().get_context_data(
            facts=facts_of(route),
            profile=Profile(route.profile) if route.profile else None,
            drawing=route_on_map(route),
            themes=route.themes.published().newest_first(),
            sketch=None if sketch.is_empty else sketch.svg,
            **kwargs,
        )


@public_page
def route_file(request, slug, pk, kind):
    """The route for a device ("gpx") or a map program ("kml")."""
    found = Route.objects.published().with_public_stops().select_related("group")
    route = get_object_or_404(found, pk=pk)
    if kind == "gpx":
        return gpx_response(gpx_of(route), route.slug)
    name = f"{route.slug}.kml"
    return download(kml_of(route), name, "application/vnd.google-earth.kml+xml")
