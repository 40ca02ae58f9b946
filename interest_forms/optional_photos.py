"""Photographs that may go with a form about something else, and what is then asked."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from interest_forms.consent import CONSENT_VERSION, consent_text
from interest_forms.kept_photos import KeptPhotos
from interest_forms.models import Submission
from interest_forms.questions import RightsAndPeople

# What has to be answered as soon as there are photos.
NEEDED = {
    "author": _("Please say who took the photos."),
    "rights": _("Please say whether others may use the photos."),
    "photos_consent": _("Please tick this box, too: it is about your photos."),
}


class OptionalPhotos(KeptPhotos, RightsAndPeople):
    """Mixed into a form. Photos have a consent of their own."""

    are_needed = False

    photos_consent = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in (*NEEDED, "credit_kind"):
            self.fields[name].required = False
        # Nobody's name is printed under a photo unless she says so.
        self.fields["credit_kind"].initial = Submission.Credit.NONE
        words = consent_text(CONSENT_VERSION, get_language())
        self.fields["photos_consent"].label = words.sender

    def clean(self):
        data = super().clean()
        data["credit_kind"] = data.get("credit_kind") or Submission.Credit.NONE
        for name, problem in NEEDED.items() if self.files_kept else ():
            if not data.get(name):
                self.add_error(name, problem)
        return data

    @property
    def has_photos(self) -> bool:
        """Whether there are any, or something is wrong with them."""
        asked = ("photos", *NEEDED)
        return bool(self.files_kept) or any(self[name].errors for name in asked)
