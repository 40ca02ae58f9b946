"""Crews, their equipment, and when they are away: kept by each group."""

from django.contrib import admin
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from hub.shared.admin import OwnedAdmin, OwnedInline, ScopedFilter
from hub.shared.roles import DECIDES, groups_where
from interest_forms.models import Crew, CrewMember, Equipment, Unavailability
from interest_forms.models.slots import hours_words
from interest_forms.schedule.forms import CrewForm, UnavailabilityForm


class CrewMemberInline(OwnedInline, admin.TabularInline):
    """Who goes out with the crew, and where its letters go."""

    model = CrewMember
    fields = ["name", "email", "user"]
    changed_by = added_by = deleted_by = DECIDES
    extra = 1

    def get_field_queryset(self, db, db_field, request):
        """People of her own groups."""
        queryset = super().get_field_queryset(db, db_field, request)
        if db_field.name != "user" or request.user.is_superuser:
            return queryset
        mine = request.user.memberships.values("group")
        return queryset.filter(memberships__group__in=mine).distinct()


@admin.register(Crew)
class CrewAdmin(OwnedAdmin):
    """Crews of her own groups, with their working day."""

    stays_with_group = True
    changed_by = added_by = deleted_by = DECIDES
    form = CrewForm
    list_display = ["name", "group", "days", "hours", "slots_a_day", "territory"]
    list_filter = [("group", ScopedFilter)]
    list_select_related = ["group", "territory__parent"]
    search_fields = ["name"]
    autocomplete_fields = ["territory"]
    inlines = [CrewMemberInline]
    fields = [
        *("group", "name", "weekdays", ("day_begins", "day_ends")),
        *(("slots_a_day", "minutes_a_slot"), "territory", "point"),
    ]

    @admin.display(description=_("working days"))
    def days(self, obj):
        return ", ".join(str(WEEKDAYS_ABBR[day]) for day in sorted(obj.weekdays))

    @admin.display(description=_("hours"))
    def hours(self, obj):
        return f"{obj.day_begins:%H:%M}–{obj.day_ends:%H:%M}"


@admin.register(Equipment)
class EquipmentAdmin(OwnedAdmin):
    """Things of her own groups that are in one place at a time."""

    stays_with_group = True
    changed_by = added_by = deleted_by = DECIDES
    list_display = ["name", "kind", "group"]
    list_filter = ["kind", ("group", ScopedFilter)]
    list_select_related = ["group"]
    search_fields = ["name"]


@admin.register(Unavailability)
class UnavailabilityAdmin(OwnedAdmin):
    """When crews and equipment of her own groups are away."""

    changed_by = added_by = deleted_by = DECIDES
    form = UnavailabilityForm
    fields = ["crew", "equipment", ("starts", "ends"), "why"]
    list_display = ["__str__", "when", "why"]
    list_filter = [("crew", ScopedFilter)]
    list_select_related = ["crew__group", "equipment__group"]
    search_fields = ["why", "crew__name", "equipment__name"]

    def get_field_queryset(self, db, db_field, request):
        """Those whose time she may plan."""
        queryset = super().get_field_queryset(db, db_field, request)
        if request.user.is_superuser:
            return queryset
        return queryset.filter(group__in=groups_where(request.user, DECIDES))

    @admin.display(description=_("from – until"))
    def when(self, obj):
        starts, ends = (
            moment.astimezone(obj.zone) for moment in (obj.span.lower, obj.span.upper)
        )
        if starts.date() == ends.date():
            return hours_words(starts, ends)
        return f"{starts:%d.%m.%Y %H:%M} – {ends:%d.%m.%Y %H:%M}"
