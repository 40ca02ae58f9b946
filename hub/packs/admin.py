"""Offline packs as staff see them: how large, made when, and why not."""

from django.contrib import admin
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hub.packs.actions import make_now
from hub.packs.models import OfflinePack
from hub.shared.admin import OwnedAdmin, ScopedFilter
from hub.shared.roles import EDITS


@admin.register(OfflinePack)
class OfflinePackAdmin(OwnedAdmin):
    """Made every night by themselves; a person may ask for one at once."""

    is_saved_by_action = True
    changed_by = EDITS
    list_display = [
        "group",
        "language",
        "state",
        "problem",
        "file_size",
        "what_is_in_it",
        "version",
        "made",
        "seconds",
    ]
    list_filter = ["state", "language", ("group", ScopedFilter)]
    list_select_related = ["group"]
    search_fields = ["group__name"]
    ordering = ["group", "pk"]
    actions = [*OwnedAdmin.actions, "make_now"]

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        # A manifest has a line for each file.
        return super().get_queryset(request).defer("files")

    @admin.display(description=_("size"), ordering="size")
    def file_size(self, obj):
        return filesizeformat(obj.size) if obj.version else "–"

    @admin.display(description=_("contents"))
    def what_is_in_it(self, obj):
        return obj.contents if obj.version else "–"

    @admin.action(description=_("Make the selected now"), permissions=["change"])
    def make_now(self, request, queryset):
        chosen = self.within_role(request, queryset)
        count = sum(make_now(pack, by=request.user) for pack in chosen)
        done = ngettext(
            "%d pack is made now.", "%d packs are made now, one after the other.", count
        )
        self.message_user(request, done % count)
