"""Pages of routes."""

from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from hub.shared.pages import public_page
from partners.models import ActionGroup
from places.listing import page_of
from places.models import Route
from places.routes.drawing import route_on_map
from places.routes.facts import facts_of
from places.routes.filters import Length, RouteFilter
from places.routes.profile import Profile
from places.shown_pages import ShownDetail


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
        return [stop.place for stop in self.object.public_stops]

    def get_context_data(self, **kwargs):
        route = self.object
        return super().get_context_data(
            facts=facts_of(route),
            profile=Profile(route.profile) if route.profile else None,
            drawing=route_on_map(route),
            **kwargs,
        )
