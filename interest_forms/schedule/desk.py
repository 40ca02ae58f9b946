"""What the pages of the schedule in the administration have in common: whose it is."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.template.response import TemplateResponse

from hub.shared.admin import OwnedAdmin
from hub.shared.numbers import id_of
from hub.shared.roles import DECIDES, may
from interest_forms.schedule.typed_days import check_year
from partners.models import ActionGroup


class ScheduleDesk(OwnedAdmin):
    """Pages about one group at a time: the one in the address, or the first of hers."""

    changed_by = DECIDES

    def groups_of(self, request):
        """Her groups; those that have crews come first."""
        groups = ActionGroup.objects.managed_by(request.user).prefetch_related("crews")
        return sorted(groups, key=lambda one: (not one.crews.all(), one.name, one.pk))

    def planned_groups(self, request):
        """Those of them whose weeks she may plan."""
        groups = self.groups_of(request)
        return [one for one in groups if may(request.user, DECIDES, one.pk)]

    def chosen_group(self, request):
        groups = self.groups_of(request)
        wanted = request.GET.get("group")
        if wanted is not None:
            groups = [one for one in groups if one.pk == id_of(wanted)]
        if not groups:
            raise Http404
        return groups[0]

    def check_may_plan(self, request, group_id):
        if not may(request.user, DECIDES, group_id):
            raise PermissionDenied

    def schedule_page(self, request, template, group, *, status=200, **more):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "group": group,
            "own_groups": self.groups_of(request),
            "may_plan": may(request.user, DECIDES, group.pk),
            "today": group.today,
            # The other pages open on the same day.
            "day": day_in(request.GET, group) if "day" in request.GET else None,
            **more,
        }
        name = f"admin/interest_forms/scheduleslot/{template}.html"
        return TemplateResponse(request, name, context, status=status)


def day_in(data, group, name="day"):
    """The day in an address or a form; the group's today without a near one."""
    try:
        day = date.fromisoformat(data.get(name) or "")
        check_year(day)
    except (ValueError, ValidationError):
        return group.today
    return day
