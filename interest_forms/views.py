"""The photo form, and the receipt that follows it."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, FormView

from hub.shared.clients import client_key, sender_of
from hub.shared.numbers import id_of
from hub.shared.pages import unlisted
from hub.shared.permissions import WITH_CAMERA
from hub.shared.signed_form import new_form_key
from hub.shared.text import normalise
from interest_forms import actions
from interest_forms.consent import consent_text
from interest_forms.forms import (
    AnswerForm,
    CaptionForm,
    LookupForm,
    PhotoForm,
)
from interest_forms.law import LAWS, law_of
from interest_forms.models import (
    EventProposal,
    HandedOver,
    LookupAttempt,
    Submission,
    TakedownReport,
)
from interest_forms.quiet import as_before, settled_messages
from interest_forms.suspicion import remember
from interest_forms.taking import TakesPhotos
from interest_forms.thanks import thank_moderators
from interest_forms.uploads import fault_text, signed
from partners.models import ActionGroup, Territory
from places.actions import confirm_date, correct_caption
from places.models import Photo, Place
from places.photos.names import path_of
from places.suggestions import first_places, settlements_named
from places.wanted import thank_for

# What the page's script asks for; a browser without it is led to the receipt.
JSON = "application/json"
UNDECIDED = {
    Photo.State.RECEIVED,
    Photo.State.PROCESSING,
    Photo.State.PENDING,
    Photo.State.NEEDS_INFO,
}

# The forms of this app carry no cookie, so there is no session that another site could
# ride on: a form is proved by its signed key, a receipt by its unguessable address.
cookieless = method_decorator([csrf_exempt, unlisted], name="dispatch")


@cookieless
class PhotoShare(TakesPhotos, FormView):
    """A resident shares photographs. Nothing she typed or sent is ever lost."""

    form_class = PhotoForm
    template_name = "interest_forms/share.html"

    def get_initial(self):
        names = ("place", "group", "then")
        asked = {name: self.request.GET.get(name, "") for name in names}
        then = _public_photo(asked["then"])
        if then:
            asked["place"] = then.place_id
        return {**super().get_initial(), **asked, "key": new_form_key()}

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "language": get_language(),
            "sender": sender_of(self.request),
            "kept": self._kept(),
        }

    @cached_property
    def handed_over(self) -> HandedOver | None:
        """What the phone's gallery gave us for this form a moment ago."""
        token = normalise(self.request.GET.get("shared", ""))
        return HandedOver.objects.current().filter(token=token).first()

    def _kept(self) -> list[str]:
        if self.request.method == "POST":
            return self.request.POST.getlist("kept")
        files = self.handed_over.kept_files if self.handed_over else []
        return [signed(file) for file in files]

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if self.uploads.is_too_much:
            fresh = PhotoForm(initial=self.get_initial(), language=get_language())
            context = self.get_context_data(form=fresh, too_much=True)
            return self.render_to_response(context, status=413)
        valid = form.is_valid()
        if request.POST.get("act") == "search":
            return self.render_to_response(self.get_context_data(form=form, quiet=True))
        if valid and self._sends_too_much(form):
            context = self.get_context_data(form=form, refused=True)
            return self.render_to_response(context, status=429)
        return self.form_valid(form) if valid else self.form_invalid(form)

    def form_valid(self, form):
        key, answers = form.cleaned_data["key"], form.answers
        try:
            submission = actions.submit_photos(
                key=key, files=form.files_kept, answers=answers
            )
        except actions.TooManyPhotos as problem:
            form.begin_second(problem.files)
            return self.form_invalid(form)
        remember(form.evidence, form.verdict)
        address = submission.get_absolute_url()
        if actions.stands_otherwise(submission, answers):
            address += "?stands"
        if self.request.get_preferred_type(["text/html", JSON]) == JSON:
            answer = {"receipt": address, "code": str(submission)}
            return JsonResponse(answer, status=201)
        return HttpResponseRedirect(address)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        text = form["place_text"].value() or ""
        searched = self.request.POST.get("act") == "search" and text
        place = _published_place(form["place"].value())
        offered = _offered(form, text if searched else "")
        return {
            **context,
            "kept": [(file, signed(file)) for file in form.files_kept],
            "refused_files": self._refused_files(),
            "chosen_place": place,
            "then": _public_photo(form["then"].value()),
            **offered,
            **_laws(form, place or offered["chosen_settlement"]),
            "searched": bool(searched),
            "most": settings.HUB_PHOTOS_PER_FORM,
            "largest": settings.HUB_PHOTO_MAX_BYTES,
            "extent": settings.HUB_MAP_EXTENT,
        }

    def render_to_response(self, context, **response_kwargs):
        response = super().render_to_response(context, **response_kwargs)
        if context["then"]:
            response["Permissions-Policy"] = WITH_CAMERA
        return response

    def _refused_files(self) -> list[tuple[str, str]]:
        refused = self.handed_over.refused if self.handed_over else []
        return [(name, fault_text(fault)) for name, fault in refused]

    def _sends_too_much(self, form) -> bool:
        """Far more than a village meeting behind one address sends in an hour."""
        if Submission.objects.filter(key=form.cleaned_data["key"]).exists():
            # It is with us already: its receipt is shown again.
            return False
        sent = Submission.objects.from_client(form.sender.client_key).count()
        return sent >= settings.HUB_SUBMISSIONS_REFUSED_AFTER


def _public_photo(written) -> Photo | None:
    number = id_of(written)
    photos = Photo.objects.public().select_related("place")
    return photos.filter(pk=number).first() if number else None


def _published_place(written) -> Place | None:
    number = id_of(written)
    if not number:
        return None
    places = Place.objects.published().select_related("category", "territory__parent")
    return places.filter(pk=number).first()


def _laws(form, where: Place | Territory | None) -> dict[str, Any]:
    """The law of the chosen place's country; those that another choice may bring.

    Where that is not known it is that of the place's group or the form's, else of all
    groups if they are of one country.
    """
    groups = ActionGroup.objects.published()
    if isinstance(where, Place) and where.group_id:
        groups = groups.filter(pk=where.group_id)
    elif slug := form["group"].value():
        groups = groups.filter(slug=normalise(str(slug)))
    usual = law_of(groups.country_code())
    law = law_of(where.country) if where and where.country else usual
    laws = {"": usual, **LAWS}
    return {"law": law, "laws": {code: asdict(one) for code, one in laws.items()}}


def _offered(form, text: str) -> dict[str, Any]:
    """Villages and places of this name, and the village that is chosen already."""
    chosen = form.fields["territory"].clean(form["territory"].value() or "")
    places = Place.objects.published()
    return {
        "chosen_settlement": chosen,
        "found_places": first_places(places.matching(text)) if text else [],
        "found_settlements": settlements_named(text) if text else [],
    }


@cookieless
class ReceiptDetail(DetailView):
    """What became of a submission: its sender reads, answers, corrects, withdraws."""

    template_name = "interest_forms/receipt.html"
    context_object_name = "submission"

    def get_object(self, queryset=None):
        rows = Submission.objects.select_related("group", "place", "event_proposal")
        rows = rows.with_photos()
        return get_object_or_404(rows, token=self.kwargs["token"])

    def get_context_data(self, **kwargs):
        photos = self.object.sent_photos
        as_before(photos)
        thank_for(photos)
        return super().get_context_data(
            photos=photos,
            messages_sent=settled_messages(self.object),
            asks=any(photo.state == Photo.State.NEEDS_INFO for photo in photos),
            decided=not any(photo.state in UNDECIDED for photo in photos),
            published=any(photo.state == Photo.State.APPROVED for photo in photos),
            purged=any(photo.purged for photo in photos),
            answer_form=AnswerForm(),
            states=Photo.State,
            stands="stands" in self.request.GET,
            agreed=consent_text(self.object.consent_version, self.object.language),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        handlers = {
            "answer": self.answer,
            "caption": self.caption,
            "date": self.date,
            "withdraw": self.withdraw,
            "thank": self.thank,
        }
        handler = handlers.get(request.POST.get("act", ""))
        if handler is None:
            raise Http404
        if "photo" in request.POST and self.photo().purged:
            # The receipt says that it is gone.
            return redirect(request.path)
        return handler() or redirect(request.path)

    def answer(self):
        if actions.has_said_enough(self.object):
            # Nobody is asked any more, so no page of ours has sent this.
            raise Http404
        form = AnswerForm(self.request.POST)
        if not form.is_valid():
            context = {**self.get_context_data(), "answer_form": form}
            return self.render_to_response(context, status=422)
        actions.answer_question(self.object, text=form.cleaned_data["text"])
        return None

    def caption(self):
        form = CaptionForm(self.request.POST)
        if not form.is_valid():
            context = {**self.get_context_data(), "caption_form": form}
            return self.render_to_response(context, status=422)
        text = form.cleaned_data["caption"]
        correct_caption(self.photo(), text=text, language=self.object.language)
        return None

    def date(self):
        photo = self.photo()
        camera = getattr(photo, "camera_record", None)
        if photo.dated or camera is None or camera.taken is None:
            raise Http404
        confirm_date(photo, taken=timezone.localdate(camera.taken))

    def withdraw(self):
        photos = Photo.objects.filter(submission=self.object)
        if "photo" in self.request.POST:
            photos = photos.filter(pk=self.photo().pk)
        actions.withdraw_photos(photos)

    def thank(self):
        thank_moderators(self.object)

    def photo(self) -> Photo:
        """The photo of this submission that the form is about."""
        number = self.request.POST.get("photo", "")
        for photo in self.object.sent_photos:
            if str(photo.pk) == number:
                return photo
        raise Http404


def _found_by_code(code: str, day):
    """A submission has six digits, a report about a picture seven, an event eight."""
    for model in (Submission, TakedownReport, EventProposal):
        found = model.objects.filter(code=code, received__date=day).first()
        if found:
            return found
    return None


@unlisted
def receipt_picture(request, token, pk, width):
    """A photo as its sender sees it before anybody else does."""
    photos = Photo.objects.filter(submission__token=token, recipe__gt=0)
    photo = get_object_or_404(photos.exclude(state=Photo.State.WITHDRAWN), pk=pk)
    path = path_of(photo.rendition_name(width, "webp"))
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/webp")


@cookieless
class ReceiptLookup(FormView):
    """From the six digits on paper to the receipt."""

    form_class = LookupForm
    template_name = "interest_forms/receipt_lookup.html"

    def form_valid(self, form):
        client = client_key(self.request)
        if LookupAttempt.objects.too_many(client):
            context = self.get_context_data(form=form, refused=True)
            return self.render_to_response(context, status=429)
        code, day = form.cleaned_data["code"], form.cleaned_data["sent"]
        found = _found_by_code(code, day)
        if found:
            return HttpResponseRedirect(found.get_absolute_url())
        LookupAttempt.objects.create(client_key=client, at=timezone.now())
        context = self.get_context_data(form=form, not_found=True)
        return self.render_to_response(context, status=404)
