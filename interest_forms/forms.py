"""What a resident types and uploads, checked without losing any of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.shared.dates import PartialDateFormField
from hub.shared.form_fields import Words
from interest_forms.actions import Answers
from interest_forms.fields import HintChoice
from interest_forms.models import Submission
from interest_forms.noted import read_noted
from interest_forms.photos_and_place import PhotosAndPlace
from places.models import Photo


class PhotoForm(PhotosAndPlace):
    """The photo form. Every answer but the photos and the consent may stay as it is."""

    compared, read = ("caption",), ("place_text",)

    caption = Words(
        label=_("What does it show?"),
        help_text=_("One line. You may leave it empty."),
        max_length=200,
        required=False,
    )

    dated = PartialDateFormField(
        label=_("How old is the picture?"),
        help_text=_(
            "As well as you know it: 1935, about 1935, 1930s, before 1944. Or nothing."
        ),
        required=False,
    )
    # The old picture from whose spot this one was taken.
    then = HintChoice(Photo.objects.public(), required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("author") == Submission.Author.SENDER:
            # The question is hidden from who took the photo.
            cleaned["dated"] = None
            self.errors.pop("dated", None)
        return cleaned

    @property
    def answers(self) -> Answers:
        data = self.cleaned_data
        return Answers(
            **self.said,
            language=self.language,
            caption=data["caption"],
            place=data["place"],
            territory=data["territory"],
            point=self.point,
            noted=read_noted(data["noted"]),
            place_text=data["place_text"],
            dated=data["dated"],
            then=data["then"],
            group=data["group"],
            client_key=self.sender.client_key,
            held=self.verdict.held,
            signs=self.verdict.kept_signs,
        )


class LookupForm(forms.Form):
    """The code from paper, and the day it was written down."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("The digits you wrote down."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    sent = forms.DateField(
        label=_("The day you wrote down"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_code(self):
        return "".join(char for char in self.cleaned_data["code"] if char.isdigit())


class AnswerForm(forms.Form):
    """The sender's answer to a moderator's question."""

    text = Words(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class CaptionForm(forms.Form):
    caption = Words(label=_("What does it show?"), max_length=200, required=False)
