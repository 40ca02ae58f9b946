"""The list of what meetings decided, the most urgent first."""

from django.contrib import admin
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.meetings.decisions import finish
from events.models import Decision
from hub.shared.admin import AlwaysChosenFilter, OwnedAdmin, ScopedFilter
from hub.shared.days import day_words
from hub.shared.roles import EDITS


class StateFilter(AlwaysChosenFilter):
    """At first what is still to be done."""

    title = _("state")
    parameter_name = "state"
    default = "open"

    def lookups(self, request, model_admin):
        return [("open", _("to be done")), ("done", _("done")), ("all", _("all"))]

    def queryset(self, request, queryset):
        state = self.value() or self.default
        if state == "all":
            return queryset
        return queryset.filter(done__isnull=state == "open")


@admin.register(Decision)
class DecisionAdmin(OwnedAdmin):
    """Decisions of her own groups' meetings; they are written in the reports."""

    owner_lookup = "report__occurrence__event__group"
    changed_by = deleted_by = EDITS
    list_display = ["text", "who", "due", "of_meeting"]
    list_filter = [StateFilter, ("report__occurrence__event__group", ScopedFilter)]
    list_select_related = ["report__occurrence__event"]
    search_fields = ["text", "who"]
    fields = ["of_meeting", "text", "who", "until", "done"]
    readonly_fields = ["of_meeting"]
    # What should have been done long ago, what is due next, what has no day.
    ordering = [F("until").asc(nulls_last=True), "pk"]
    actions = [*OwnedAdmin.actions, "finish"]

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description=_("until"))
    def due(self, obj):
        if obj.done:
            return gettext("done on %(day)s") % {"day": day_words(obj.done)}
        if obj.until is None:
            return "–"
        if obj.is_overdue:
            day = day_words(obj.until)
            return format_html("<strong>{}, {}</strong>", day, gettext("overdue"))
        return day_words(obj.until)

    @admin.display(description=_("meeting"))
    def of_meeting(self, obj):
        address = reverse("admin:events_meetingreport_change", args=[obj.report_id])
        return format_html(
            '<a href="{}">{}, {}</a>',
            address,
            obj.report.occurrence.event,
            day_words(obj.report.occurrence.day),
        )

    @admin.action(description=_("They are done"), permissions=["change"])
    def finish(self, request, queryset):
        ids = self.within_role(request, queryset).values_list("pk", flat=True)
        count = finish(Decision.objects.filter(pk__in=list(ids)), by=request.user)
        done = ngettext("%d decision is done.", "%d decisions are done.", count)
        self.message_user(request, done % count)
