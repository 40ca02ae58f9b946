"""Base maps as superusers see them: how far each is, which is shown."""

from django.contrib import admin, messages
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hub.shared.admin import OwnedAdmin
from places.basemap import actions
from places.basemap.archive import UnusableArchive
from places.models import Basemap


@admin.register(Basemap)
class BasemapAdmin(OwnedAdmin):
    """Made by `manage.py build_basemap`; there is one on the maps, or none."""

    is_for_superusers = True
    is_saved_by_action = True
    owner = None
    list_display = [
        "name",
        "state",
        "percent",
        "problem",
        "is_shown",
        "file_size",
        "seconds",
        "finished",
    ]
    list_filter = ["state"]
    search_fields = ["name"]
    ordering = ["-pk"]
    actions = [*OwnedAdmin.actions, "show", "hide", "cancel", "resume"]

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description=_("progress"), ordering="progress")
    def percent(self, obj):
        return f"{obj.progress} %"

    @admin.display(description=_("size"), ordering="size")
    def file_size(self, obj):
        return "–" if obj.size is None else filesizeformat(obj.size)

    @admin.action(description=_("Put on the maps"), permissions=["change"])
    def show(self, request, queryset):
        chosen = list(queryset.ready()[:2])
        if len(chosen) != 1:
            told = gettext("Choose one base map that is ready.")
            return self.message_user(request, told, messages.WARNING)
        try:
            actions.show_basemap(chosen[0], by=request.user)
        except UnusableArchive:
            told = gettext("%s: the file is missing or damaged. Nothing was changed.")
            return self.message_user(request, told % chosen[0], messages.ERROR)
        told = gettext("%s is on the maps now.") % chosen[0]
        return self.message_user(request, told)

    @admin.action(description=_("Take off the maps"), permissions=["change"])
    def hide(self, request, queryset):
        for basemap in queryset.filter(is_shown=True):
            actions.hide_basemap(basemap, by=request.user)
            told = gettext("%s is on the maps no more.") % basemap
            self.message_user(request, told)

    @admin.action(description=_("Cancel the work"), permissions=["change"])
    def cancel(self, request, queryset):
        self.tell(request, actions.cancel_basemap, queryset)

    @admin.action(description=_("Take the work up again"), permissions=["change"])
    def resume(self, request, queryset):
        self.tell(request, actions.resume_basemap, queryset)

    def tell(self, request, act, queryset):
        count = sum(act(basemap, by=request.user) for basemap in queryset)
        done = ngettext("%d base map changed.", "%d base maps changed.", count)
        self.message_user(request, done % count)
