"""The board as a page: a group's forms by state, and the next step from a card."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from hub.shared.numbers import id_of
from hub.shared.roles import may, roles_of
from interest_forms.interest.quotas import fills
from interest_forms.interest.triage import actions, choices
from interest_forms.interest.triage.board import filled
from interest_forms.interest.triage.desk import LATE, InterestDesk
from interest_forms.models import ExpressionOfInterest
from partners.models import ActionGroup

# So many calls are offered to choose from, the newest first.
MOST_CALLS = 30


class BoardDesk(InterestDesk):
    """One group's board at a time, so that its index is read and nothing else."""

    board_template = "admin/interest_forms/expressionofinterest/board.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.board_view)
        name = "interest_forms_expressionofinterest_board"
        return [path("board/", view, name=name), *super().get_urls()]

    def board_view(self, request):
        """The board; a button of a card takes that form one step on."""
        if request.method == "POST":
            return self.step_from_card(request)
        groups = self.groups_of(request.user)
        group = _chosen(groups, request.GET.get("group")) or next(iter(groups), None)
        calls = list(group.interest_calls.all()[:MOST_CALLS]) if group else []
        call = _chosen(calls, request.GET.get("call"))
        forms, narrowed = self.forms_of(group, call)
        shown = [call] if call else [one for one in calls if one.is_open]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Board of forms"),
            "opts": self.opts,
            "my_groups": groups,
            "group": group,
            "calls": calls,
            "call": call,
            "quotas": self.quotas_of(shown),
            "nobodys": self.nobodys(request.user),
            "columns": filled(forms, **narrowed) if group else [],
            "may_decide": group and may(request.user, self.changed_by, group.pk),
        }
        return TemplateResponse(request, self.board_template, context)

    def groups_of(self, user):
        if user.is_superuser:
            return list(ActionGroup.objects.order_by("pk"))
        return list({one.group_id: one.group for one in roles_of(user)}.values())

    def nobodys(self, user):
        """How many open forms no group looks after: a superuser gives them to one."""
        if not user.is_superuser:
            return 0
        forms = ExpressionOfInterest.objects.filter(group=None)
        return forms.exclude(state__in=ExpressionOfInterest.OVER).count()

    def forms_of(self, group, call):
        """The forms of the board, and what narrows the table to the same."""
        if call:
            rows = ExpressionOfInterest.objects.filter(call=call, group=group)
            return rows, {"call__id__exact": call.pk}
        rows = ExpressionOfInterest.objects.filter(group=group)
        return rows, {"group__id__exact": group.pk if group else 0}

    def quotas_of(self, calls):
        """The calls that have quotas, each with them."""
        found = fills(calls)
        return [(call, found[call.pk]) for call in calls if found[call.pk]]

    def step_from_card(self, request):
        """Such as "12:accepted"; what asks for a "yes" is asked on the form's page.

        What follows a second colon is the state in which the card was seen.
        """
        number, _sign, step = request.POST.get("step", "").partition(":")
        wanted, _sign, seen = step.partition(":")
        form = self.get_object(request, str(id_of(number)))
        if not self.has_change_permission(request, form):
            raise PermissionDenied
        possible = [choice.state for choice in choices.on_card(form)]
        if wanted not in possible:
            self.message_user(request, LATE, messages.WARNING)
            return HttpResponseRedirect(request.get_full_path())
        try:
            done = actions.take_step(form, wanted, seen=seen or None, by=request.user)
        except actions.QuotaFull:
            return HttpResponseRedirect(f"{self.address(form)}?ask={wanted}")
        if done:
            self.after(request, form)
        else:
            self.message_user(request, LATE, messages.WARNING)
        return HttpResponseRedirect(request.get_full_path())


def _chosen(rows, written):
    """The row whose number stands in the address, if it is one of these."""
    return next((row for row in rows if row.pk == id_of(written)), None)
