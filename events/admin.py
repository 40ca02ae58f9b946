"""The staff's desk for traditions and events."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from events.attendance.scan_desk import ScanDesk
from events.decision_admin import DecidedAdmin
from events.hours import ends_on
from events.imports.desk import ImportDesk
from events.meetings import admin as meetings_admin  # noqa: F401 -- Django looks only here
from events.models import (
    Event,
    Occurrence,
    OnlineAccess,
    RegisterEntry,
    Tradition,
)
from events.printing.desk import PrintDesk
from events.printing.listing import with_event
from events.registration import admin as registration_admin  # noqa: F401 -- as above
from events.registration import letter_admin  # noqa: F401 -- as above
from events.rule_admin import CalendarRuleInline
from events.sessions import admin as sessions_admin  # noqa: F401 -- as above
from events.visits import admin as visits_admin  # noqa: F401 -- as above
from hub.shared.admin import OwnedInline, ScopedFilter
from hub.shared.roles import EDITS
from places.shown_admin import PublishedFilter

# Of so many dates sheets are printed on the page of an event.
MOST_PRINTED = 24


class OccurrenceForm(forms.ModelForm):
    """A day is enough: the last day and the hours may be left open."""

    class Meta:
        model = Occurrence
        fields = ["day", "hour", "last_day", "last_hour", "status", "note"]

    def clean(self):
        data = super().clean()
        if data.get("day") and not data.get("last_day"):
            hours = data.get("hour"), data.get("last_hour")
            self.instance.last_day = data["last_day"] = ends_on(data["day"], 1, *hours)
        return data


class OccurrenceInline(OwnedInline, TranslationStackedInline):
    """Days on which it is held that no rule has made."""

    model = Occurrence
    form = OccurrenceForm
    changed_by = added_by = deleted_by = EDITS
    ordering = ["-day", "pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(rule_year=None)


class RegisterEntryInline(OwnedInline, TranslationTabularInline):
    """Where the tradition is entered."""

    model = RegisterEntry
    changed_by = added_by = deleted_by = EDITS


class EventRuleInline(CalendarRuleInline):
    """Folded away: most events are held once."""

    classes = ["collapse"]


class OnlineAccessInline(OwnedInline, admin.StackedInline):
    """For those who are registered; it stands on no public page."""

    model = OnlineAccess
    classes = ["collapse"]
    max_num = extra = 1
    changed_by = added_by = deleted_by = EDITS


class DatedAdmin(DecidedAdmin):
    """What is held on days: those are saved with the moments that follow from them."""

    def save_formset(self, request, form, formset, change):
        if formset.model is not Occurrence:
            return super().save_formset(request, form, formset, change)
        for occurrence in formset.save(commit=False):
            occurrence.set_moments()
            occurrence.sequence += bool(occurrence.pk)
            occurrence.save()
        for occurrence in formset.deleted_objects:
            occurrence.delete()
        return None


@admin.register(Tradition)
class TraditionAdmin(DatedAdmin):
    """Traditions of her own groups; editors and coordinators change them."""

    list_display = ["name", "next_date", "domain", "viability", "group", "is_published"]
    list_filter = [PublishedFilter, ("group", ScopedFilter), "domain", "viability"]
    list_select_related = ["group"]
    search_fields = ["name"]
    autocomplete_fields = ["places", "territories", "products", "photos"]
    inlines = [CalendarRuleInline, OccurrenceInline, RegisterEntryInline]
    fieldsets = [
        (None, {"fields": ["name", "group", "domain", "summary", "story"]}),
        (
            _("Who keeps it"),
            {"fields": ["bearers", "bearers_agreed", "transmission", "viability"]},
        ),
        (_("Where"), {"fields": ["territories", "places", "products", "photos"]}),
        (_("State"), {"fields": ["published", "created"]}),
    ]

    def tell_shown(self, request, count):
        done = ngettext(
            "%d tradition is shown now.", "%d traditions are shown now.", count
        )
        self.message_user(request, done % count)

    def tell_hidden(self, request, count):
        done = ngettext(
            "%d tradition is hidden now.", "%d traditions are hidden now.", count
        )
        self.message_user(request, done % count)


@admin.register(Event)
class EventAdmin(PrintDesk, ScanDesk, ImportDesk, DatedAdmin):
    """Events of her own groups; editors and coordinators change them."""

    change_form_template = "admin/events/event/change_form.html"
    list_display = ["name", "next_date", "kind", "territory", "group", "is_published"]
    list_filter = [PublishedFilter, ("group", ScopedFilter), "kind"]
    list_select_related = ["territory__parent", "group"]
    search_fields = ["name"]
    autocomplete_fields = ["tradition", "series", "place", "territory", "organiser"]
    inlines = [EventRuleInline, OccurrenceInline, OnlineAccessInline]
    fieldsets = [
        (None, {"fields": ["name", "group", "kind", "summary", "story"]}),
        (
            _("It belongs to"),
            {"classes": ["collapse"], "fields": ["tradition", "series"]},
        ),
        (_("When"), {"fields": [("hour", "last_hour"), "programme"]}),
        (
            _("Where"),
            {"fields": ["place", "territory", "venue", "directions", "attended"]},
        ),
        (
            _("For those who come"),
            {
                "classes": ["collapse"],
                "fields": [
                    ("entry", "price"),
                    "accessibility",
                    "organiser",
                    ("phone", "email", "website"),
                ],
            },
        ),
        (
            _("State"),
            {"classes": ["collapse"], "fields": ["published", "created"]},
        ),
    ]

    def printed(self, row):
        return with_event(row.occurrences.all())[:MOST_PRINTED]

    def tell_shown(self, request, count):
        done = ngettext("%d event is shown now.", "%d events are shown now.", count)
        self.message_user(request, done % count)

    def tell_hidden(self, request, count):
        done = ngettext("%d event is hidden now.", "%d events are hidden now.", count)
        self.message_user(request, done % count)
