"""The desk for calendar rules: on the page of the event or tradition they are of."""

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from events.calendar_actions import drop_rule, keep_rule, remake
from events.models import CalendarRule, Occurrence
from events.rule_forms import RuleForm
from hub.shared.admin import OwnedInline
from hub.shared.days import day_words
from hub.shared.roles import EDITS
from places.shown_admin import ShownAdmin

# The name of the button that shows what the rule means, and saves nothing.
PREVIEW = "_preview"
# What the hours of its dates follow from.
HOURS = {"hour", "last_hour", "group"}


class CalendarRuleInline(OwnedInline, admin.StackedInline):
    """The rule by which it is held every year, with what it means."""

    model = CalendarRule
    form = RuleForm
    template = "admin/events/rule_inline.html"
    changed_by = added_by = deleted_by = EDITS
    max_num = extra = 1
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("anchor", "day", "month", "old_style"),
                    "offset",
                    ("snap", "weekday", "nth"),
                    "duration",
                ]
            },
        ),
        (
            _("Not before another day"),
            {
                "classes": ["collapse"],
                "fields": [
                    (
                        "not_before",
                        "not_before_day",
                        "not_before_month",
                        "not_before_offset",
                    )
                ],
            },
        ),
        (
            _("Only in some years"),
            {
                "classes": ["collapse"],
                "fields": [("every", "held_in"), ("first_year", "last_year")],
            },
        ),
    ]


class OnlyLooked(forms.BaseForm):
    """Mixed into a form: it comes back as it was typed, whatever is in it."""

    def is_valid(self):
        super().is_valid()
        return False


class RuledAdmin(ShownAdmin):
    """What may have a calendar rule."""

    change_form_template = "admin/events/ruled_change_form.html"

    def get_queryset(self, request):
        dates = Occurrence.objects.upcoming()
        dates = dates.filter(**{self.opts.model_name: OuterRef("pk")})
        return (
            super()
            .get_queryset(request)
            .annotate(
                next_day=Subquery(dates.values("day")[:1]),
                next_status=Subquery(dates.values("status")[:1]),
            )
        )

    @admin.display(description=_("next date"), ordering="next_day")
    def next_date(self, obj):
        if obj.next_day is None:
            return None
        status = Occurrence.Status(obj.next_status).label
        return f"{day_words(obj.next_day)}, {status}"

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if PREVIEW in request.POST:
            return type(form.__name__, (OnlyLooked, form), {})
        return form

    def save_formset(self, request, form, formset, change):
        if formset.model is not CalendarRule:
            return super().save_formset(request, form, formset, change)
        for rule in formset.save(commit=False):
            keep_rule(rule, by=request.user)
        for rule in formset.deleted_objects:
            drop_rule(rule, by=request.user)
        return None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if HOURS.intersection(form.changed_data):
            owner = {self.opts.model_name: form.instance}
            for rule in CalendarRule.objects.filter(**owner):
                remake(rule)

    @property
    def preview_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_preview"

    def get_urls(self):
        preview = require_GET(self.admin_site.admin_view(self.preview_view))
        return [
            path("rule-preview/", preview, name=self.preview_name),
            *super().get_urls(),
        ]

    def preview_view(self, request):
        """What the rule in the form means: a part of the page, for its script."""
        form = RuleForm(request.GET, prefix="rule-0")
        context = {"form": form}
        return TemplateResponse(
            request, "admin/events/includes/rule_preview.html", context
        )

    def render_change_form(self, request, context, *args, **kwargs):
        context["preview_name"] = f"admin:{self.preview_name}"
        return super().render_change_form(request, context, *args, **kwargs)
