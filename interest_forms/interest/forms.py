"""The form of interest as residents fill it in."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from interest_forms.consent import (
    INTEREST_CONSENT_VERSION,
    INTEREST_TEXTS,
    consent_text,
)
from interest_forms.interest.actions import Told, What, Who
from interest_forms.interest.questions import AboutObject
from interest_forms.noted import read_noted
from interest_forms.optional_photos import OptionalPhotos
from interest_forms.photos_and_place import PhotosAndPlace
from interest_forms.whereabouts import only_village


class InterestForm(PhotosAndPlace, OptionalPhotos, AboutObject):
    """Few answers are needed: what, where, who she is to it, and her consent."""

    consent_version = INTEREST_CONSENT_VERSION
    consent_texts = INTEREST_TEXTS
    compared, read = ("description",), ("title", "place_text")

    # She says more than one thing about how to reach her.
    contact = None  # type: ignore[assignment]  # Django leaves it out

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = consent_text(INTEREST_CONSENT_VERSION, get_language(), INTEREST_TEXTS)
        self.fields["film"].label = words.film
        self.fields["naming"].label = words.naming

    def clean(self):
        # A guardian has to agree that a telephone or an address is kept.
        self.cleaned_data["contact"] = self.cleaned_data.get(
            "phone"
        ) or self.cleaned_data.get("email")
        data = super().clean()
        self._check_call()
        self._find_village(data)
        return data

    def _check_call(self) -> None:
        """Whoever opened the form before the call closed may send it still."""
        opened = datetime.fromtimestamp(self.opened, tz=UTC)
        call = self.call
        if call and not (
            call.is_open
            or call.was_open_on(timezone.localdate(opened, call.group.zone))
        ):
            self.add_error(
                None,
                _(
                    "This call has closed meanwhile. Nothing is lost: send it once"
                    " more, and it comes to the group without the call."
                ),
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
        return folds | {"photos"} if self.has_photos else folds

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
            days=self.cleaned_data["fixed_days"],
            group=data["group"],
            photos=self.files_kept,
            about_photos={**self.said, "noted": read_noted(data["noted"])},
        )
