"""The staff's desk for meetings: series of them, and what came of each."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.attendance.figures import report_of
from events.meetings import decision_list  # noqa: F401 -- Django looks only here
from events.meetings.showing import hide_series, show_series
from events.meetings.tour_desk import TourDesk
from events.models import Decision, MeetingReport, MeetingSeries, Occurrence
from events.printing.desk import PrintDesk
from events.printing.listing import with_event
from events.words import when_words
from hub.shared.admin import OwnedAdmin, OwnedInline, ScopedFilter
from hub.shared.roles import EDITS
from places.shown_admin import PublishedFilter


@admin.register(MeetingSeries)
class MeetingSeriesAdmin(PrintDesk, TourDesk):
    """Series of her own groups; editors and coordinators plan and change them."""

    list_display = ["name", "kind", "group", "progress", "is_published"]
    list_filter = [PublishedFilter, ("group", ScopedFilter), "kind"]
    list_select_related = ["group"]
    search_fields = ["name"]
    show, hide = staticmethod(show_series), staticmethod(hide_series)
    fieldsets = [
        (None, {"fields": ["name", "group", "kind", "planned", "summary"]}),
        (_("State"), {"fields": ["published", "created"]}),
    ]

    def printed(self, row):
        """Its meetings, and all of them on one poster."""
        dates = list(with_event(Occurrence.objects.filter(event__series=row)))
        return [row, *dates] if dates else []

    @admin.display(description=_("planned / held"))
    def progress(self, obj):
        return f"{obj.planned} / {obj.held}"

    def tell_shown(self, request, count):
        done = ngettext("%d series is shown now.", "%d series are shown now.", count)
        self.message_user(request, done % count)

    def tell_hidden(self, request, count):
        done = ngettext("%d series is hidden now.", "%d series are hidden now.", count)
        self.message_user(request, done % count)


class MeetingReportForm(forms.ModelForm):
    """A report tells of a meeting that has begun."""

    def clean_occurrence(self):
        occurrence = self.cleaned_data["occurrence"]
        if occurrence.starts > timezone.now():
            raise forms.ValidationError(_("This meeting has not begun yet."))
        return occurrence


class DecisionInline(OwnedInline, admin.TabularInline):
    """What the meeting decided."""

    model = Decision
    # Without a script no row can be added to the page.
    extra = 3
    changed_by = added_by = deleted_by = EDITS


@admin.register(MeetingReport)
class MeetingReportAdmin(OwnedAdmin):
    """Reports of her own groups; with its report a meeting counts as held."""

    form = MeetingReportForm
    changed_by = added_by = deleted_by = EDITS
    list_display = [
        *("meeting", "when", "head_count", "unique_people"),
        *("women", "men", "under_30"),
    ]
    list_filter = [("occurrence__event__group", ScopedFilter)]
    list_select_related = ["occurrence__event"]
    search_fields = ["occurrence__event__name", "organisations"]
    autocomplete_fields = ["photos"]
    inlines = [DecisionInline]
    ordering = ["-occurrence__day", "-pk"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "occurrence",
                    ("head_count", "unique_people"),
                    ("women", "men", "under_30"),
                ]
            },
        ),
        (_("What came of it"), {"fields": ["organisations", "minutes", "photos"]}),
        (_("For visitors"), {"fields": ["shows_minutes", "shows_names"]}),
    ]

    def get_changeform_initial_data(self, request):
        """Of a meeting that is named in the address: what attendance came to."""
        initial = super().get_changeform_initial_data(request)
        asked = request.GET.get("occurrence", "")
        if asked.isdecimal():
            dates = Occurrence.objects.managed_by(request.user)
            for date in dates.filter(pk=asked):
                initial |= report_of(date)
        return initial

    @admin.display(description=_("meeting"))
    def meeting(self, obj):
        return obj.occurrence.event

    @admin.display(description=_("when"), ordering="occurrence__day")
    def when(self, obj):
        return when_words(obj.occurrence)

    def get_field_queryset(self, db, db_field, request):
        """Of the dates those of meetings that are not cancelled, the latest first."""
        queryset = super().get_field_queryset(db, db_field, request)
        if db_field.name != "occurrence":
            return queryset
        meetings = queryset.filter(event__kind__in=MeetingSeries.KINDS)
        held = meetings.exclude(status=Occurrence.Status.CANCELLED)
        return held.select_related("event").order_by("-day", "pk")
