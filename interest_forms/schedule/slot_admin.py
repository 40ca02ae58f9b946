"""The schedule as a list, and the way to the page of each slot."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hub.shared.admin import ScopedFilter
from hub.shared.roles import DECIDES
from interest_forms.models import ExpressionOfInterest, ScheduleSlot
from interest_forms.schedule.round_desk import RoundDesk
from interest_forms.schedule.slot_desk import SlotDesk

# So many of the objects that wait for a day are named above the list.
NAMED = 20


@admin.register(ScheduleSlot)
class ScheduleSlotAdmin(RoundDesk, SlotDesk):
    """Visits of crews of her own groups, the latest first. None is ever deleted."""

    owner_lookup = "crew__group"
    changed_by = DECIDES
    change_list_template = "admin/interest_forms/scheduleslot/change_list.html"
    list_display = ["when", "form", "village", "crew", "state"]
    list_filter = ["state", ("crew", ScopedFilter), ("crew__group", ScopedFilter)]
    list_select_related = ["crew__group", "form__territory__parent"]
    search_fields = ["form__title", "form__code", "crew__name"]
    ordering = ["-span", "-pk"]
    export_fields = ["when", "form", "village", "crew", "state"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("when"), ordering="span")
    def when(self, obj):
        return obj.when

    @admin.display(description=_("settlement"))
    def village(self, obj):
        return obj.form.territory or "–"

    def changelist_view(self, request, extra_context=None):
        waiting = ExpressionOfInterest.objects.managed_by(request.user).filter(
            state=ExpressionOfInterest.State.ACCEPTED, group__isnull=False
        )
        waiting = waiting.select_related("territory__parent").order_by("received", "pk")
        more = {"waiting": waiting[:NAMED], "waiting_count": waiting.count()}
        return super().changelist_view(request, {**(extra_context or {}), **more})
