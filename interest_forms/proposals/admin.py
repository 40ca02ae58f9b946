"""The moderators' desk for events told by residents: look, decide, answer."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event, Occurrence
from events.words import when_words
from hub.shared.admin import AlwaysChosenFilter, OwnedAdmin, ScopedFilter
from hub.shared.numbers import id_of
from hub.shared.roles import DECIDES, EDITS
from interest_forms.counters import count_again
from interest_forms.models import EventProposal
from interest_forms.proposals import actions
from interest_forms.proposals.desk_forms import CorrectionForm
from interest_forms.proposals.likeness import alike

LONGEST_TEXT = 2000


class LaneFilter(AlwaysChosenFilter):
    """What waits for a decision stands first; the rest is a click away."""

    title = _("state")
    parameter_name = "state"
    default = "waiting"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("waiting for review")),
            ("held", _("held for checking")),
            ("all", _("all")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "held":
            return queryset.undecided().exclude(held="")
        return queryset if self.value() == "all" else queryset.waiting()


@admin.register(EventProposal)
class EventProposalAdmin(OwnedAdmin):
    """Events told to her own groups; the oldest that waits on top."""

    changed_by = DECIDES
    list_display = ["name", "code_shown", "first_date", "where", "kind", "received"]
    list_display_links = ["code_shown"]
    list_filter = [LaneFilter, ("group", ScopedFilter), "kind", "language"]
    list_select_related = ["place", "territory__parent", "group"]
    search_fields = ["code", "name", "place_text"]
    ordering = ["received", "pk"]
    export_fields = ["code", "received", "name", "kind", "where", "outcome", "decided"]
    page_template = "admin/interest_forms/eventproposal/proposal.html"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("dates")

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("code"), ordering="code")
    def code_shown(self, obj):
        return str(obj)

    @admin.display(description=_("first date"))
    def first_date(self, obj):
        dates = obj.dates.all()
        return when_words(dates[0]) if dates else "–"

    @admin.display(description=_("place"))
    def where(self, obj):
        return obj.place or obj.territory or obj.place_text or "–"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one event, and what is decided about it."""
        proposal = self.get_object(request, object_id)
        may_decide = self.has_change_permission(request, proposal)
        if request.method == "POST":
            if not may_decide:
                raise PermissionDenied
            return self.act(request, proposal)
        form = CorrectionForm(proposal=proposal, user=request.user)
        return self.page(request, proposal, form)

    def page(self, request, proposal, form, status=200):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Event %(code)s") % {"code": proposal},
            "opts": self.opts,
            "proposal": proposal,
            "dates": proposal.dates.all(),
            "form": form,
            "known": self.known(request, proposal),
            "others": self.others(request, proposal),
            "may_decide": self.has_change_permission(request, proposal),
            "may_edit": self.may(request, EDITS, proposal),
            "answers": EventProposal.Answer.choices,
        }
        return TemplateResponse(request, self.page_template, context, status=status)

    def known(self, request, proposal):
        """Dates of the group's own events and traditions that it may be the same as."""
        return alike(
            Occurrence.objects.managed_by(request.user).exclude(
                event__in=[proposal.event_id] if proposal.event_id else []
            ),
            name=proposal.name,
            territory=proposal.territory,
            spans=[date.span for date in proposal.dates.all()],
        )

    def others(self, request, proposal):
        """What else waits that is told of the same village on the same day."""
        date = proposal.dates.first()
        if date is None or proposal.territory is None:
            return []
        there = self.get_queryset(request).filter(territory=proposal.territory)
        rows = there.undecided().on_days(date.day, date.last_day)
        return rows.exclude(pk=proposal.pk)[:10]

    # ---- What the buttons do

    def act(self, request, proposal):
        acts = {
            "approve": self.approve,
            "draft": self.approve,
            "known": self.call_known,
            "decline": self.decline,
            "forget": self.forget,
        }
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            return self.wrong(request, _("Choose what to do."))
        return act(request, proposal)

    def approve(self, request, proposal):
        """Into the calendar, or as a draft that editors finish."""
        form = CorrectionForm(request.POST, proposal=proposal, user=request.user)
        if not form.is_valid():
            return self.page(request, proposal, form, status=422)
        is_shown = request.POST["act"] == "approve"
        event = actions.approve(
            proposal,
            correction=form.correction,
            is_shown=is_shown,
            text=self.text(request),
            by=request.user,
        )
        if is_shown or event is None:
            return self.after(request, event, _("It is in the calendar."))
        self.after(request, event, _("It is kept. Visitors do not see it yet."))
        return HttpResponseRedirect(
            reverse("admin:events_event_change", args=[event.pk])
        )

    def call_known(self, request, proposal):
        mine = Event.objects.managed_by(request.user)
        event = mine.filter(pk=id_of(request.POST.get("event"))).first()
        if event is None:
            return self.wrong(request, _("Choose the event that it is."))
        done = actions.call_known(
            proposal, event=event, text=self.text(request), by=request.user
        )
        return self.after(request, done, _("The sender reads that it is known."))

    def decline(self, request, proposal):
        answer, text = request.POST.get("answer", ""), self.text(request)
        known = answer if answer in EventProposal.Answer.values else ""
        if not (known or text):
            return self.wrong(request, _("Choose the reason; the sender will read it."))
        done = actions.decline(proposal, answer=known, text=text, by=request.user)
        return self.after(request, done, _("It is declined."))

    def forget(self, request, proposal):
        actions.forget_sender(proposal, by=request.user)
        self.message_user(request, _("The sender’s name and contact are deleted."))
        return HttpResponseRedirect(request.path)

    def text(self, request):
        return request.POST.get("text", "").strip()[:LONGEST_TEXT]

    def wrong(self, request, words):
        self.message_user(request, words, messages.ERROR)
        return HttpResponseRedirect(request.path)

    def after(self, request, done, words):
        """Say so; then the next one that waits, else the list."""
        count_again()
        if done:
            self.message_user(request, words)
        else:
            late = _("Somebody else has decided already.")
            self.message_user(request, late, messages.WARNING)
        following = self.get_queryset(request).waiting().first()
        if following is None:
            address = reverse("admin:interest_forms_eventproposal_changelist")
        else:
            name = "admin:interest_forms_eventproposal_change"
            address = reverse(name, args=[following.pk])
        return HttpResponseRedirect(address)
