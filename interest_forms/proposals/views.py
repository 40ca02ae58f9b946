"""Anybody tells the calendar of an event, without an account, and reads the answer."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, TemplateView

from events.meetings.villages import name_meant
from events.models import Occurrence
from hub.shared.clients import sender_of
from hub.shared.pages import unlisted
from hub.shared.signed_form import new_form_key
from interest_forms.consent import EVENT_TEXTS, consent_text
from interest_forms.law import law_of
from interest_forms.models import EventProposal
from interest_forms.proposals.actions import drafted, tell, withdraw
from interest_forms.proposals.dates import MOST_DATES, DateRows, Dates
from interest_forms.proposals.forms import TellForm
from interest_forms.proposals.likeness import alike
from interest_forms.suspicion import remember
from interest_forms.taking import TakesPhotos
from interest_forms.uploads import ReceivedPhoto, fault_text, signed
from partners.models import ActionGroup, Territory
from places.models import Place
from places.suggestions import first_places, settlements_named

ROWS = "date"
MOST_PLACES = 4


@method_decorator([csrf_exempt, unlisted], name="dispatch")
class TellEvent(TakesPhotos, TemplateView):
    """The form: looked at once more before it is sent. Nothing typed is ever lost."""

    template_name = "interest_forms/proposals/tell.html"

    def get(self, request, *args, **kwargs):
        initial = {"group": request.GET.get("group", ""), "key": new_form_key()}
        return self.page(self.form(initial=initial, dates=DateRows(prefix=ROWS)))

    def post(self, request, *args, **kwargs):
        if self.uploads.is_too_much:
            form = self.form(
                initial={"key": new_form_key()}, dates=DateRows(prefix=ROWS)
            )
            return self.page(form, status=413, too_much=True)
        rows = Dates.sent(request.POST, ROWS)
        if request.POST.get("act") == "add":
            written = _as_written(request.POST)
            return self.page(self.form(initial=written, dates=rows.with_another()))
        form = self.form(request.POST, request.FILES, dates=rows)
        if not form.is_valid():
            return self.page(form, status=422)
        if request.POST.get("act") != "send":
            return self.page(form, preview=self.preview(form))
        key = form.cleaned_data["key"]
        if EventProposal.objects.is_too_much(
            key=key, client_key=form.sender.client_key
        ):
            return self.page(form, status=429, refused=True)
        sent = {"files": form.files_kept, "answers": form.answers}
        row = tell(key=key, told=form.told, **sent)
        remember(form.evidence, form.verdict)
        return HttpResponseRedirect(row.get_absolute_url())

    def form(self, *args, **kwargs) -> TellForm:
        return TellForm(
            *args,
            language=get_language(),
            sender=sender_of(self.request),
            kept=self.kept(),
            **kwargs,
        )

    def kept(self) -> list[str]:
        """What is with us already, and what came now."""
        files = [one.kept for one in self.came if one.kept]
        return [*self.request.POST.getlist("kept"), *map(signed, files)]

    @property
    def came(self) -> list[ReceivedPhoto]:
        return [one.received for one in self.request.FILES.getlist("photos")]

    def refused(self, form: TellForm) -> list[tuple[str, str]]:
        """Files that cannot be kept, where the form does not say so itself."""
        faults = [] if form.is_bound else self.came
        return [(one.name, fault_text(one.fault)) for one in faults if one.fault]

    def page(self, form: TellForm, *, status: int = 200, **context: Any):
        village = _village(form)
        groups = ActionGroup.objects.published()
        country = village.country if village else groups.country_code()
        context |= {
            "form": form,
            "dates": form.dates,
            "may_add": len(form.dates.forms) < MOST_DATES,
            "law": law_of(country),
            "kept": [(file, signed(file)) for file in form.files_kept],
            "refused_files": self.refused(form),
            "most": settings.HUB_PHOTOS_PER_FORM,
            "chosen_settlement": village,
            **self.offered(form, village),
        }
        return self.render_to_response(context, status=status)

    def offered(self, form: TellForm, village: Territory | None) -> dict[str, Any]:
        """Villages and places by the names that were written."""
        text, venue = (form[name].value() or "" for name in ("place_text", "venue"))
        if self.request.method != "POST" or not text:
            return {}
        places = Place.objects.none()
        if venue and village:
            places = Place.objects.published().filter(territory=village)
        found = first_places(places.matching(venue))
        return {
            "asked": text,
            "found_settlements": settlements_named(name_meant(text)),
            "found_places": found[:MOST_PLACES],
            "chosen_place": form["place"].value(),
        }

    def preview(self, form: TellForm) -> dict[str, Any]:
        told = form.told
        proposal, dates = drafted(told)
        known = alike(
            Occurrence.objects.public(),
            name=told.name,
            territory=told.territory,
            spans=told.spans,
        )
        return {"proposal": proposal, "dates": dates, "known": known}


def _as_written(data) -> dict[str, str]:
    """What stands in the form, not looked at yet."""
    written = data.dict()
    chosen = written.get("place", "")
    if chosen.startswith("s"):
        written |= {"place": "", "territory": chosen[1:]}
    return written


def _village(form: TellForm) -> Territory | None:
    """The village that is meant, as far as it is known."""
    if form.is_bound:
        return getattr(form, "cleaned_data", {}).get("territory")
    return form.fields["territory"].clean(form["territory"].value() or "")


@method_decorator([csrf_exempt, unlisted], name="dispatch")
class ProposalDetail(DetailView):
    """The sender's receipt: what became of it, and the answer; she may take it back."""

    template_name = "interest_forms/proposals/receipt.html"
    context_object_name = "proposal"

    def get_object(self, queryset=None):
        rows = EventProposal.objects.select_related(
            "group", "place", "territory__parent"
        )
        rows = rows.select_related("event", "submission").prefetch_related("dates")
        return get_object_or_404(rows, token=self.kwargs["token"])

    def get_context_data(self, **kwargs):
        row = self.object
        agreed = consent_text(row.consent_version, row.language, EVENT_TEXTS)
        return super().get_context_data(
            outcomes=EventProposal.Outcome,
            dates=row.dates.all(),
            agreed=agreed.sender,
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if request.POST.get("act") != "withdraw":
            raise Http404
        withdraw(self.get_object())
        return redirect(request.path)
