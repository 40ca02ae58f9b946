"""The plan of a week: asked for, looked at while it is made, accepted line by line."""

from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.shared.admin import ScopedFilter
from hub.shared.audit import history
from hub.shared.numbers import ids_of
from hub.shared.roles import DECIDES
from interest_forms.models import WeekPlan
from interest_forms.schedule.forms import WeekPlanForm
from interest_forms.schedule.line_desk import LineDesk
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.plan_actions import (
    accept_visits,
    ask_for_plan,
    drop_visits,
)
from interest_forms.schedule.plan_lines import lines_of, open_lines
from interest_forms.schedule.unplaced import unplaced_of
from interest_forms.schedule.week import monday_of


@admin.register(WeekPlan)
class WeekPlanAdmin(LineDesk):
    """Plans of weeks of her own groups' crews, the latest first."""

    added_by = deleted_by = DECIDES
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

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"title": _("Plan a week")})

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        group = form.base_fields["group"].widget
        group.can_add_related = group.can_change_related = False
        group.can_view_related = False
        return form

    def get_changeform_initial_data(self, request):
        """Next week, of the first group that has crews; the address may say another."""
        first = next(iter(self.planned_groups(request)), None)
        next_week = first and monday_of(first.today) + timedelta(days=7)
        asked = super().get_changeform_initial_data(request)
        return {"group": first and first.pk, "monday": next_week, **asked}

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
        visits = list(open_lines(plan))
        if act != "all":
            chosen = ids_of(request.POST.getlist("visit"))
            visits = [one for one in visits if one.pk in chosen]
        if act == "again":
            self.plan_anew(request, plan)
        elif not visits:
            messages.error(request, _("Choose some of the lines first."))
        elif act == "drop":
            count = drop_visits(plan, visits, by=request.user)
            told = ngettext("%d line is left out.", "%d lines are left out.", count)
            messages.success(request, told % count)
        elif act in ("accept", "all"):
            self.book(request, visits)

    def plan_anew(self, request, plan):
        try:
            ask_for_plan(plan, by=request.user)
        except Refused as problem:
            messages.error(request, str(problem))

    def book(self, request, visits):
        booked, refused = accept_visits(visits, by=request.user)
        told = ngettext("%d visit is booked.", "%d visits are booked.", len(booked))
        messages.success(request, told % len(booked))
        for visit, reason in refused:
            messages.warning(request, f"{visit.form.title}: {reason}")

    def page(self, request, plan):
        unplaced, unplaced_count = unplaced_of(plan)
        context = {
            **self.admin_site.each_context(request),
            "title": str(plan),
            "opts": self.opts,
            "plan": plan,
            "lines": lines_of(plan),
            "unplaced": unplaced,
            "unplaced_count": unplaced_count,
            "may_change": self.has_change_permission(request, plan),
            "audit_entries": history(plan)[:10],
        }
        return TemplateResponse(request, self.page_template, context)

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.select_related("group__organisation__country")
