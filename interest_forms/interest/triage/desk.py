"""The page of one form: what the applicant told, and what is done about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from events.models import Event, Tradition
from hub.shared.admin import OwnedAdmin
from hub.shared.numbers import id_of
from hub.shared.text import normalise
from interest_forms.counters import count_again
from interest_forms.interest.quotas import full_for
from interest_forms.interest.triage import actions, choices
from interest_forms.interest.triage.telling import told
from partners.models import ActionGroup
from places.models import Place

LONGEST_TEXT = 1000
KNOWN = {"place": Place, "event": Event, "tradition": Tradition}
LATE = gettext_lazy("Somebody else was faster: look at it again.")


def takers(form):
    """The groups to which a form of nobody's may be given."""
    groups = ActionGroup.objects.all()
    return groups if form.group_id is None else groups.none()


class InterestDesk(OwnedAdmin):
    """The views of one form. A step that waits for a "yes" is answered by the page."""

    page_template = "admin/interest_forms/expressionofinterest/desk.html"

    def get_urls(self):
        note = require_POST(self.admin_site.admin_view(self.note_view))
        return [
            path(
                "<int:form_id>/note/",
                note,
                name="interest_forms_expressionofinterest_note",
            ),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        form = self.get_object(request, object_id)
        if request.method != "POST":
            return self.page(request, form, asks=self.asked(request, form))
        if not self.has_change_permission(request, form):
            raise PermissionDenied
        acts = {
            "step": self.step,
            "known": self.call_known,
            "release": self.release,
            "give": self.give,
        }
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            return self.wrong(request, form, _("Choose what to do."))
        return act(request, form)

    def page(self, request, form, status=200, **more):
        context = {
            **self.admin_site.each_context(request),
            **told(form, request.user),
            "title": _("Form %(code)s") % {"code": form.spoken_code},
            "opts": self.opts,
            "may_decide": self.has_change_permission(request, form),
            "takers": takers(form),
            **more,
        }
        return TemplateResponse(request, self.page_template, context, status=status)

    def wrong(self, request, form, words, **more):
        """Nothing is done, and nothing that was written is lost."""
        messages.error(request, words)
        more["reason"] = request.POST.get("reason", "")
        fields = {one.state for one in choices.on_desk(form)}
        if form.state in choices.OPEN:
            fields.add("duplicate")
        more["is_adrift"] = more.get("opened") not in fields
        return self.page(request, form, status=422, **more)

    def asked(self, request, form):
        """Where a card's button led here: the step that waits for a "yes"."""
        wanted = request.GET.get("ask", "")
        return self.possible(form, wanted) if full_for(form) else None

    def possible(self, form, wanted):
        return next((c for c in choices.on_desk(form) if c.state == wanted), None)

    # ---- What the buttons do

    def step(self, request, form):
        """One of the steps that can be taken by hand from here."""
        wanted = request.POST.get("state", "")
        choice = self.possible(form, wanted)
        if choice is None:
            return self.wrong(request, form, LATE, opened=wanted)
        reason = self.text(request, "reason")
        if choice.needs_reason and not reason:
            words = _("Say why: the applicant reads it.")
            return self.wrong(request, form, words, opened=wanted)
        said = {"reason": reason, "seen": request.POST.get("seen"), "by": request.user}
        anyway = "anyway" in request.POST
        try:
            done = actions.take_step(form, wanted, anyway=anyway, **said)
        except actions.QuotaFull:
            return self.page(request, form, status=422, reason=reason, asks=choice)
        return self.after(request, form) if done else self.late(request, form, wanted)

    def call_known(self, request, form):
        """It is another form, or a place or feast there is already."""
        kind, _sign, written = request.POST.get("same", "").partition(":")
        number = id_of(written)
        same = {}
        if kind == "form":
            rows = self.get_queryset(request)
            same["other"] = rows.filter(pk=number).exclude(pk=form.pk).first()
        if kind in KNOWN:
            rows = KNOWN[kind].objects
            same["thing"] = (
                rows.published().filter(pk=number).first()
                or rows.managed_by(request.user).filter(pk=number).first()
            )
        if not any(same.values()):
            words = _("Choose what it is the same as.")
            return self.wrong(request, form, words, opened="duplicate")
        reason, seen = self.text(request, "reason"), request.POST.get("seen")
        if actions.call_known(form, reason=reason, seen=seen, by=request.user, **same):
            return self.after(request, form)
        return self.late(request, form, "duplicate")

    def release(self, request, form):
        actions.release(form, by=request.user)
        return self.after(request, form)

    def give(self, request, form):
        """Nobody's form gets a group: only a superuser is shown such forms."""
        group = takers(form).filter(pk=id_of(request.POST.get("group", ""))).first()
        if group is None:
            return self.wrong(request, form, _("Choose the group."))
        if not actions.give_to(form, group, by=request.user):
            return self.wrong(request, form, LATE)
        words = _("“%(title)s” is looked after by %(group)s now.")
        parts = {"title": form.title, "group": group}
        self.message_user(request, words % parts)
        return HttpResponseRedirect(self.address(form))

    def note_view(self, request, form_id):
        """Words between colleagues."""
        form = self.get_object(request, str(form_id))
        if text := self.text(request, "text"):
            actions.add_note(form, text=text, by=request.user)
        return HttpResponseRedirect(self.address(form))

    def late(self, request, form, opened):
        """Somebody else has moved it on since the page was opened."""
        form.refresh_from_db(fields=["state"])
        return self.wrong(request, form, LATE, opened=opened)

    def after(self, request, form):
        count_again()
        words = _("“%(title)s”: %(state)s.")
        state = form.get_state_display()
        self.message_user(request, words % {"title": form.title, "state": state})
        return HttpResponseRedirect(self.address(form))

    def address(self, form):
        return reverse(
            "admin:interest_forms_expressionofinterest_change", args=[form.pk]
        )

    def text(self, request, name):
        return normalise(request.POST.get(name, ""))[:LONGEST_TEXT]
