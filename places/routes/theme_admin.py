"""The staff's desk for themed routes."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hub.shared.admin import ScopedFilter
from places.models import ThemedRoute
from places.shown_admin import PublishedFilter, ShownAdmin


@admin.register(ThemedRoute)
class ThemedRouteAdmin(ShownAdmin):
    """Themed routes of her own groups; editors and coordinators change them."""

    list_display = ["name", "group", "is_published"]
    list_filter = [PublishedFilter, ("group", ScopedFilter)]
    list_select_related = ["group"]
    search_fields = ["name"]
    autocomplete_fields = ["routes", "stays", "products"]
    fieldsets = [
        (None, {"fields": ["name", "group", "summary", "story"]}),
        (_("What belongs to it"), {"fields": ["routes", "stays", "products"]}),
        (_("State"), {"fields": ["published", "created"]}),
    ]

    def tell_shown(self, request, count):
        done = ngettext(
            "%d themed route is shown now.", "%d themed routes are shown now.", count
        )
        self.message_user(request, done % count)

    def tell_hidden(self, request, count):
        done = ngettext(
            "%d themed route is hidden now.", "%d themed routes are hidden now.", count
        )
        self.message_user(request, done % count)
