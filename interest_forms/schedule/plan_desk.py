"""The plan of a week: asked for, looked at while it is made, accepted line by line."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.shared.admin import OwnedAdmin, ScopedFilter
from hub.shared.audit import history
from hub.shared.numbers import ids_of
from hub.shared.roles import DECIDES
from interest_forms.models import WeekPlan
from interest_forms.schedule.forms import WeekPlanForm
from interest_forms.schedule.plan_actions import (
    accept_visits,
    ask_for_plan,
    drop_visits,
)
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.warnings import warnings_of


@admin.register(WeekPlan)
class WeekPlanAdmin(OwnedAdmin):
    """Plans of weeks of her own groups' crews, the latest first."""

    changed_by = added_by = deleted_by = DECIDES
    form = WeekPlanForm
    is_saved_by_action = True
    page_template = "admin/interest_forms/weekplan/desk.html"
    list_display = ["__str__", "state", "placed", "kilometres", "asked"]
    list_filter = ["state", ("group", ScopedFilter)]
    list_select_related = ["group"]
    search_fields = ["group__name"]

    @admin.display(description=gettext_lazy("kilometres"))
    def kilometres(self, obj):
        return round(obj.km)

    def save_model(self, request, obj, form, change):
        ask_for_plan(obj, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        return self.to_page(obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        plan = self.get_object(request, object_id)
        if request.method != "POST":
            return self.page(request, plan)
        if not self.has_change_permission(request, plan):
            raise PermissionDenied
        self.act(request, plan, request.POST.get("act", ""))
        return self.to_page(plan)

    def act(self, request, plan, act):
        """What one of the buttons says; the chosen lines, or all of them."""
        visits = list(self.visits_of(plan))
        if act != "all":
            chosen = ids_of(request.POST.getlist("visit"))
            visits = [one for one in visits if one.pk in chosen]
        if act == "again":
            ask_for_plan(plan, by=request.user)
        elif not visits:
            messages.error(request, _("Choose some of the lines first."))
        elif act == "drop":
            count = drop_visits(plan, visits, by=request.user)
            told = ngettext("%d line is left out.", "%d lines are left out.", count)
            messages.success(request, told % count)
        elif act in ("accept", "all"):
            self.book(request, visits)

    def book(self, request, visits):
        booked, refused = accept_visits(visits, by=request.user)
        told = ngettext("%d visit is booked.", "%d visits are booked.", len(booked))
        messages.success(request, told % len(booked))
        for visit, reason in refused:
            messages.warning(request, f"{visit.form.title}: {reason}")

    def visits_of(self, plan):
        """The lines of which something can still be done."""
        found = plan.visits.select_related(
            "crew__group", "crew__territory", "form__territory__parent", "form__place"
        )
        waiting = found.filter(form__state="accepted")
        return waiting.order_by("crew__name", "crew", "span")

    def page(self, request, plan):
        visits = list(self.visits_of(plan))
        context = {
            **self.admin_site.each_context(request),
            "title": str(plan),
            "opts": self.opts,
            "plan": plan,
            "lines": self.lines_of(plan, visits),
            "may_change": self.has_change_permission(request, plan),
            "audit_entries": history(plan)[:10],
        }
        return TemplateResponse(request, self.page_template, context)

    def lines_of(self, plan, visits):
        """Each line with its visit and what speaks against it."""
        if not visits:
            return []
        forms = [one.form for one in visits]
        around = Surroundings(plan.group, plan.monday, plan.sunday, forms)
        thought_of = [Visit(one.form, one.crew, one.span) for one in visits]
        return [
            {"row": row, "visit": visit, "warnings": warnings_of(visit, around)}
            for row, visit in zip(visits, thought_of, strict=True)
        ]

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.select_related("group__organisation__country")

    def to_page(self, plan):
        name = "admin:interest_forms_weekplan_change"
        return HttpResponseRedirect(reverse(name, args=[plan.pk]))
