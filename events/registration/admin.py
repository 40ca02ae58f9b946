"""The staff's desk for registration: how people register for a date, and who did."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from events.models import Occurrence, RegistrationQuestion, RegistrationSheet
from events.registration.actions import keep_sheet
from events.registration.desk import PeopleDesk
from events.registration.words import count_words
from events.words import when_words
from hub.shared.admin import OwnedInline, ScopedFilter
from hub.shared.numbers import id_of
from hub.shared.roles import EDITS


class AheadFilter(admin.SimpleListFilter):
    """Of dates to come, or of those that are over."""

    title = _("when")
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [("ahead", _("to come")), ("over", _("over"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "ahead":
            return queryset.filter(occurrence__last_day__gte=today)
        if self.value() == "over":
            return queryset.filter(occurrence__last_day__lt=today)
        return queryset


class QuestionInline(OwnedInline, TranslationStackedInline):
    """What is asked beside the name."""

    model = RegistrationQuestion
    # Without a script no row can be added to the page.
    extra = 1
    changed_by = added_by = deleted_by = EDITS


@admin.register(RegistrationSheet)
class RegistrationSheetAdmin(PeopleDesk):
    """Dates of her own groups for which people register."""

    changed_by = added_by = EDITS
    list_display = ["event", "when", "counts", "closes"]
    list_filter = [AheadFilter, ("occurrence__event__group", ScopedFilter)]
    search_fields = ["occurrence__event__name"]
    inlines = [QuestionInline]
    # One field with a label; Django's own two have none.
    formfield_overrides = {
        **PeopleDesk.formfield_overrides,
        models.DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput(
                {"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        },
    }
    ordering = ["-occurrence__day", "-pk"]
    fields = ["occurrence", ("capacity", "reserved"), ("opens", "closes")]

    def get_queryset(self, request):
        return super().get_queryset(request).with_event().with_counts()

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        """The moments in the form are told by the clock of the date's group."""
        with timezone.override(self.clock_of(request, object_id)):
            answer = super().changeform_view(request, object_id, *args, **kwargs)
            return answer.render() if hasattr(answer, "render") else answer

    def clock_of(self, request, object_id):
        """`None`: the portal's, while no date of hers is chosen."""
        dates = Occurrence.objects.managed_by(request.user)
        if object_id:
            dates = dates.filter(registration_sheet=id_of(object_id))
        else:
            asked = request.POST.get("occurrence") or request.GET.get("occurrence")
            dates = dates.filter(pk=id_of(asked))
        date = dates.select_related("event__group", "tradition__group").first()
        return date.zone if date else None

    @admin.display(description=_("event"))
    def event(self, obj):
        return obj.occurrence.event

    @admin.display(description=_("when"), ordering="occurrence__day")
    def when(self, obj):
        return when_words(obj.occurrence)

    @admin.display(description=_("registered"))
    def counts(self, obj):
        return count_words(obj)

    def get_readonly_fields(self, request, obj=None):
        return ["occurrence"] if obj else []

    def get_field_queryset(self, db, db_field, request):
        """Of events' dates that have not begun those that have no registration yet."""
        queryset = super().get_field_queryset(db, db_field, request)
        if db_field.name != "occurrence":
            return queryset
        ahead = queryset.filter(starts__gt=timezone.now(), event__isnull=False)
        ahead = ahead.filter(registration_sheet=None).in_order()
        ahead = ahead.exclude(status=Occurrence.Status.CANCELLED)
        return ahead.select_related("event")

    def save_model(self, request, obj, form, change):
        keep_sheet(obj)
