"""The form of interest as residents fill it in."""

from datetime import UTC, datetime

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from interest_forms.actions import Answers
from interest_forms.consent import (
    CONSENT_VERSION,
    INTEREST_CONSENT_VERSION,
    INTEREST_TEXTS,
    consent_text,
)
from interest_forms.interest.actions import Told, What, Who
from interest_forms.interest.questions import AboutObject
from interest_forms.models import Submission
from interest_forms.photos_and_place import PhotosAndPlace
from interest_forms.proposals.forms import only_village


class InterestForm(PhotosAndPlace, AboutObject):
    """Few answers are needed: what, where, who she is to it, and her consent."""

    consent_version = INTEREST_CONSENT_VERSION
    consent_texts = INTEREST_TEXTS
    are_needed = False

    # She says more than one thing about how to reach her.
    contact = None  # type: ignore[assignment]  # Django leaves it out
    photos_consent = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        language = get_language()
        words = consent_text(INTEREST_CONSENT_VERSION, language, INTEREST_TEXTS)
        self.fields["film"].label = words.film
        self.fields["naming"].label = words.naming
        photos = consent_text(CONSENT_VERSION, language)
        self.fields["photos_consent"].label = photos.sender
        # Nobody's name is printed under a photo unless she says so.
        self.fields["credit_kind"].initial = Submission.Credit.NONE
        for name in ("author", "rights", "credit_kind"):
            # Asked of those who add photographs.
            self.fields[name].required = False

    def clean(self):
        # A guardian has to agree that a telephone or an address is kept.
        self.cleaned_data["contact"] = self.cleaned_data.get(
            "phone"
        ) or self.cleaned_data.get("email")
        data = super().clean()
        self._check_call()
        self._check_photos(data)
        self._find_village(data)
        return data

    def _check_call(self) -> None:
        """Whoever opened the form before the call closed may send it still."""
        opened = datetime.fromtimestamp(self.opened, tz=UTC)
        if self.call and not (
            self.call.is_open or self.call.was_open_on(timezone.localdate(opened))
        ):
            self.add_error(
                None,
                _(
                    "This call has closed meanwhile. Nothing is lost: send it once"
                    " more, and it comes to the group without the call."
                ),
            )

    def _check_photos(self, data) -> None:
        if not self.files_kept:
            return
        for name in ("author", "rights", "credit_kind"):
            data[name] = data.get(name) or self.fields[name].initial
        if not data.get("photos_consent"):
            self.add_error(
                "photos_consent",
                _("Tick this box for the photos, or take them out."),
            )

    def _find_village(self, data) -> None:
        text = data.get("place_text") or ""
        if data.get("place"):
            data["territory"] = data["place"].territory
        elif not data.get("territory"):
            data["territory"] = only_village(text)
        known = ("place", "territory", "lon")
        if not text and all(data.get(name) is None for name in known):
            self.add_error("place_text", _("Please write in which village it is."))

    @property
    def open_folds(self) -> set[str]:
        folds = super().open_folds
        return folds | {"photos"} if self.files_kept or self.errors_of_photos else folds

    @property
    def errors_of_photos(self) -> bool:
        return any(self[name].errors for name in ("photos", "photos_consent"))

    @property
    def telling(self) -> tuple[str, str]:
        data = self.cleaned_data
        words = (data["title"], data["description"], data["place_text"])
        return data["description"], " ".join(words)

    @property
    def told(self) -> Told:
        data = self.cleaned_data
        what = What(
            **self.about_object,
            language=self.language,
            place=data["place"],
            territory=data["territory"],
            point=self.point,
            place_text=data["place_text"],
            client_key=self.sender.client_key,
            held=self.verdict.held,
            signs=self.verdict.kept_signs,
        )
        who = Who(
            **self.about_applicant,
            name=data["sender_name"],
            under_age=data["under_age"],
        )
        return Told(
            what=what,
            who=who,
            days=self.days,
            group=data["group"],
            photos=self.files_kept,
            about_photos=self._about_photos() if self.files_kept else None,
        )

    def _about_photos(self) -> Answers:
        """The photographs are a submission of their own, of the same group.

        How to reach her stands on the form alone.
        """
        data = self.cleaned_data
        said = {**self.said, "contact": ""}
        return Answers(
            **said,
            language=self.language,
            caption=data["title"],
            place=data["place"],
            territory=data["territory"],
            point=self.point,
            place_text=data["place_text"],
            group=self.call.group if self.call else data["group"],
            client_key=self.sender.client_key,
            held=self.verdict.held,
            signs=self.verdict.kept_signs,
        )
