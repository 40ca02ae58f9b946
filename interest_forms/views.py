"""The photo form, and the receipt that follows it."""

from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, FormView

from hub.shared.clients import client_key
from hub.shared.numbers import id_of
from hub.shared.pages import unlisted
from hub.shared.permissions import WITH_CAMERA
from hub.shared.text import normalise
from interest_forms import actions
from interest_forms.consent import consent_text
from interest_forms.form_with_photos import FormWithPhotos
from interest_forms.forms import (
    AnswerForm,
    CaptionForm,
    LookupForm,
    PhotoForm,
)
from interest_forms.models import (
    EventProposal,
    ExpressionOfInterest,
    HandedOver,
    LookupAttempt,
    Submission,
    TakedownReport,
)
from interest_forms.quiet import as_before, settled_messages
from interest_forms.thanks import thank_moderators
from interest_forms.uploads import fault_text, signed
from places.actions import confirm_date, correct_caption
from places.models import Photo
from places.photos.names import path_of
from places.wanted import thank_for

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
class PhotoShare(FormWithPhotos):
    """A resident shares photographs. Nothing she typed or sent is ever lost."""

    model = Submission
    form_class = PhotoForm
    template_name = "interest_forms/share.html"
    asked = ("place", "group", "then")

    def get_initial(self):
        initial = super().get_initial()
        then = _public_photo(initial["then"])
        return {**initial, "place": then.place_id} if then else initial

    @cached_property
    def handed_over(self) -> HandedOver | None:
        """What the phone's gallery gave us for this form a moment ago."""
        token = normalise(self.request.GET.get("shared", ""))
        return HandedOver.objects.current().filter(token=token).first()

    def kept(self):
        if self.request.method == "POST" or not self.handed_over:
            return super().kept()
        return [signed(file) for file in self.handed_over.kept_files]

    def keep(self, form):
        submission = actions.submit_photos(
            key=form.cleaned_data["key"], files=form.files_kept, answers=form.answers
        )
        address = submission.get_absolute_url()
        if actions.stands_otherwise(submission, form.answers):
            address += "?stands"
        return address, str(submission)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "refused_files": self._refused_files(),
            "then": _public_photo(context["form"]["then"].value()),
        }

    def render_to_response(self, context, **response_kwargs):
        response = super().render_to_response(context, **response_kwargs)
        if context["then"]:
            response["Permissions-Policy"] = WITH_CAMERA
        return response

    def _refused_files(self) -> list[tuple[str, str]]:
        refused = self.handed_over.refused if self.handed_over else []
        return [(name, fault_text(fault)) for name, fault in refused]


def _public_photo(written) -> Photo | None:
    number = id_of(written)
    photos = Photo.objects.public().select_related("place")
    return photos.filter(pk=number).first() if number else None


@cookieless
class ReceiptDetail(DetailView):
    """What became of a submission: its sender reads, answers, corrects, withdraws."""

    template_name = "interest_forms/receipt.html"
    context_object_name = "submission"

    def get_object(self, queryset=None):
        rows = Submission.objects.select_related(
            "group", "place", "event_proposal", "interest_form"
        )
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
    """A submission has six digits, a report about a picture seven, an event eight, a
    form of interest nine.
    """
    for model in (Submission, TakedownReport, EventProposal, ExpressionOfInterest):
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
