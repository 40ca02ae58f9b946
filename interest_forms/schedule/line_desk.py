"""The page of one line of a week's plan: another crew, day or hour is proposed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from interest_forms.schedule.desk import ScheduleDesk
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.plan_actions import move_visit
from interest_forms.schedule.plan_lines import around_of, open_lines
from interest_forms.schedule.slot_forms import Choices, LineForm, initial_of
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.warnings import warnings_of


class LineDesk(ScheduleDesk):
    """Adds to the plans the page of a line. Nothing is booked there."""

    line_template = "admin/interest_forms/weekplan/line.html"

    def get_urls(self):
        line = self.admin_site.admin_view(self.line_view)
        name = "interest_forms_weekplan_line"
        address = "<int:plan_id>/line/<int:line_id>/"
        return [path(address, line, name=name), *super().get_urls()]

    def line_view(self, request, plan_id, line_id):
        plan = self.get_object(request, str(plan_id))
        line = get_object_or_404(open_lines(plan), pk=line_id)
        if not self.has_change_permission(request, plan):
            raise PermissionDenied
        more = {}
        form = LineForm(
            request.POST or None,
            plan=plan,
            choices=Choices(plan.group),
            initial=initial_of(Visit.of_line(line)),
        )
        if form.is_bound and form.is_valid():
            more = self.moved(request, plan, line, form)
            if not more:
                told = _("The line is moved. Nothing is booked yet.")
                messages.success(request, told)
                return self.to_page(plan)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Another time for: %(name)s") % {"name": line.form.title},
            "opts": self.opts,
            "plan": plan,
            "interest": line.form,
            "applicant": getattr(line.form, "applicant", None),
            "visit": Visit.of_line(line),
            "form": form,
            **more,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, self.line_template, context, status=status)

    def moved(self, request, plan, line, form):
        """Move it; or what the page says of why it is not moved."""
        things = form.chosen_equipment
        visit = Visit(line.form, form.chosen_crew, form.span, tuple(things))
        if "anyway" not in request.POST:
            found = warnings_of(visit, around_of(plan, open_lines(plan)))
            if found:
                return {"found": found}
        try:
            move_visit(line, visit.crew, visit.span, equipment=things, by=request.user)
        except Refused as refused:
            return {"problem": str(refused)}
        return {}

    def to_page(self, plan):
        name = "admin:interest_forms_weekplan_change"
        return HttpResponseRedirect(reverse(name, args=[plan.pk]))
