"""The staff's desk for routes."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from modeltranslation.admin import TranslationStackedInline

from hub.shared.admin import OwnedInline, ScopedFilter
from hub.shared.roles import EDITS
from places.filters import PlaceFilter
from places.markers import marker_of
from places.models import Place, Route, RouteStop
from places.routes.actions import save_route
from places.routes.facts import facts_of
from places.routes.forms import RouteForm
from places.shown_admin import PublishedFilter, ShownAdmin

# So many places at most are offered over the map of a line.
OFFERED_PLACES = 200


class RouteStopInline(OwnedInline, TranslationStackedInline):
    """Where the route stops, in order."""

    model = RouteStop
    changed_by = added_by = deleted_by = EDITS
    fields = ["place", "position", "caption", "is_told"]
    readonly_fields = ["is_told"]
    autocomplete_fields = ["place"]

    def get_queryset(self, request):
        told = RouteStop.objects.public().filter(pk=OuterRef("pk"))
        found = super().get_queryset(request).annotate(is_public=Exists(told))
        return found.select_related("place")

    @admin.display(
        boolean=True,
        description=_("visitors are told"),
    )
    def is_told(self, obj):
        return getattr(obj, "is_public", None)


@admin.register(Route)
class RouteAdmin(ShownAdmin):
    """Routes of her own groups; editors and coordinators change them."""

    form = RouteForm
    list_display = ["name", "group", "length", "ascent", "difficulty", "is_published"]
    list_filter = [PublishedFilter, ("group", ScopedFilter), "difficulty"]
    list_select_related = ["group"]
    search_fields = ["name"]
    readonly_fields = [*ShownAdmin.readonly_fields, "line_told"]
    export_fields = ["name", "group", "length", "ascent", "descent", "difficulty"]
    inlines = [RouteStopInline]
    fieldsets = [
        (None, {"fields": ["name", "group", "summary", "story", "difficulty"]}),
        (_("Line"), {"fields": ["line_told", "gpx", "drawn"]}),
        (_("State"), {"fields": ["published", "created"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("line", "profile")

    @admin.display(description=_("the line now"))
    def line_told(self, obj):
        known = [f"{fact.label}: {fact.answer}" for fact in facts_of(obj)]
        return " · ".join(known) if obj.length is not None else "–"

    def save_model(self, request, obj, form, change):
        save_route(obj, by=request.user)
        is_new = {"gpx", "drawn"} & {*form.changed_data}
        if is_new and obj.line and obj.ascent is None:
            self.message_user(
                request,
                _(
                    "The line is kept. It tells no heights, so no climb and no profile"
                    " are shown."
                ),
                messages.WARNING,
            )

    def get_urls(self):
        places = require_safe(self.admin_site.admin_view(self.places_view))
        return [
            path("places.json", places, name="places_route_places"),
            *super().get_urls(),
        ]

    def places_view(self, request):
        """Her places in `?bbox=`, to be stops of a line that is drawn.

        Only those whose position visitors may know: a line would lead to it.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        box = PlaceFilter(request.GET).box
        if box is None:
            raise Http404
        places = Place.objects.managed_by(request.user).filter(
            precision=Place.Precision.EXACT, point__coveredby=box
        )
        found = places.select_related("category", "territory__parent")
        markers = [marker_of(place) for place in found[:OFFERED_PLACES]]
        return JsonResponse({"places": markers})

    def tell_shown(self, request, count):
        done = ngettext("%d route is shown now.", "%d routes are shown now.", count)
        self.message_user(request, done % count)

    def tell_hidden(self, request, count):
        done = ngettext("%d route is hidden now.", "%d routes are hidden now.", count)
        self.message_user(request, done % count)
