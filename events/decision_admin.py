"""The desk for single years of a calendar rule: confirmed, moved, cancelled."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.calendar_actions import decide, undecide
from events.decision_forms import DecisionForm
from events.models import CalendarRule, Occurrence, YearOverride
from events.rule_admin import RuledAdmin
from events.rules import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a rule, as the desk lists it."""

    year: int
    by_rule: date | None
    made: Occurrence | None
    decision: YearOverride | None
    address: str


class DecidedAdmin(RuledAdmin):
    """What has a rule, and years about which people decide."""

    @property
    def year_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_year"

    def get_urls(self):
        view = self.admin_site.admin_view(self.year_view)
        return [
            path("<int:row_id>/years/<int:year>/", view, name=self.year_name),
            *super().get_urls(),
        ]

    def rule_of(self, row):
        owner = {self.opts.model_name: row}
        return CalendarRule.objects.with_owners().filter(**owner).first()

    def year_view(self, request, row_id, year):
        """Say what was decided about one year; "confirm" needs one press."""
        row = self.get_object(request, str(row_id))
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        rule = self.rule_of(row)
        if rule is None or not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404
        decision = rule.overrides.filter(year=year).first()
        decision = decision or YearOverride(rule=rule, year=year)
        form = DecisionForm(self._sent(request, decision), instance=decision)
        if form.is_bound and form.is_valid():
            return self._keep(request, row, form)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("What was decided about %(year)s") % {"year": year},
            "row": row,
            "rule": rule,
            "by_rule": rule.rule.first_day(year),
            "form": form,
        }
        return TemplateResponse(request, "admin/events/year_form.html", context)

    def _sent(self, request, decision):
        """The button beside a date confirms it, with the note that is kept."""
        if request.method != "POST":
            return None
        if "confirm" not in request.POST:
            return request.POST
        kept = {name: getattr(decision, name) for name in DecisionForm.Meta.fields}
        return kept | {"kind": YearOverride.Kind.CONFIRMED}

    def _keep(self, request, row, form):
        if form.cleaned_data["kind"]:
            decide(form.instance, by=request.user)
        elif form.instance.pk:
            undecide(form.instance, by=request.user)
        told = _("The decision is kept. Visitors see it within a minute.")
        self.message_user(request, told, messages.SUCCESS)
        change = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(change, args=[row.pk]))

    def years_of(self, row):
        """This year and those ahead, each with what the rule and people say."""
        rule = self.rule_of(row)
        if rule is None:
            return
        today = timezone.localdate()
        made = {one.rule_year: one for one in row.occurrences.made_by_rules()}
        decided = {one.year: one for one in rule.overrides.all()}
        for year in range(today.year, today.year + settings.HUB_RULE_YEARS + 1):
            by_rule, decision = rule.rule.first_day(year), decided.get(year)
            date_made = made.get(year)
            last_day = date_made.last_day if date_made else by_rule
            if decision or (last_day and last_day >= today):
                address = reverse(f"admin:{self.year_name}", args=[row.pk, year])
                yield Year(year, by_rule, date_made, decision, address)

    def render_change_form(self, request, context, *args, **kwargs):
        row = context.get("original")
        context["years"] = list(self.years_of(row)) if row else []
        return super().render_change_form(request, context, *args, **kwargs)
