"""What a resident types and uploads, checked without losing any of it."""

from django import forms
from django.conf import settings
from django.contrib.gis.geos import Point
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hub.shared.clients import NOBODY
from hub.shared.dates import PartialDateFormField
from hub.shared.form_fields import Words
from hub.shared.signed_form import SignedForm, new_form_key
from interest_forms.actions import Answers
from interest_forms.fields import (
    HintChoice,
    HintNumber,
    SettlementChoice,
)
from interest_forms.kept_photos import KeptPhotos
from interest_forms.models import Submission
from interest_forms.noted import read_noted
from interest_forms.questions import RightsAndPeople
from interest_forms.suspicion import (
    Evidence,
    Verdict,
    has_worked,
    judge,
)
from partners.models import ActionGroup, Territory
from places.models import Photo, Place


class PhotoForm(SignedForm, KeptPhotos, RightsAndPeople):
    """The photo form. Every answer but the photos and the consent may stay as it is."""

    place = HintChoice(
        Place.objects.published(), required=False, widget=forms.HiddenInput
    )
    group = HintChoice(
        ActionGroup.objects.published(),
        to_field_name="slug",
        required=False,
        widget=forms.HiddenInput,
    )
    territory = HintChoice(
        Territory.objects.settlements(), required=False, widget=SettlementChoice
    )
    place_text = Words(
        label=_("Place or village"),
        help_text=_("Its name, or a few words: “the old mill below Belchin”."),
        max_length=200,
        required=False,
    )
    lon = HintNumber(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )
    lat = HintNumber(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    noted = forms.CharField(required=False, widget=forms.HiddenInput)
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

    # What the page's script has worked out; empty without script.
    proof = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, language, sender=NOBODY, **kwargs):
        super().__init__(*args, **kwargs)
        self.language = language
        self.sender = sender

    def begin_second(self, files):
        """The form was full when it was sent again: offer another for these files."""
        self.files_kept = list(files)
        self.data = self.data.copy()
        self.data["key"] = new_form_key()
        most = settings.HUB_PHOTOS_PER_FORM
        message = ngettext_lazy(
            "Your first photo is with us already, and one form holds at most %(most)d."
            " Send again: the others come in a second form.",
            "Your first photos are with us already, and one form holds at most"
            " %(most)d. Send again: the others come in a second form.",
            most,
        )
        self.add_error("photos", message % {"most": most})

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("author") == Submission.Author.SENDER:
            # The question is hidden from who took the photo.
            cleaned["dated"] = None
            self.errors.pop("dated", None)
        return cleaned

    @cached_property
    def evidence(self) -> Evidence:
        """What tells people from programs."""
        data = self.cleaned_data
        return Evidence(
            form=data["key"],
            opened=self.opened,
            client_key=self.sender.client_key,
            network_key=self.sender.network_key,
            names_languages=self.sender.names_languages,
            has_script=has_worked(self.data.get("key", ""), data["proof"]),
            filled_trap=bool(data["website"]),
            is_hasty=self.is_hasty,
            caption=data["caption"],
            words=f"{data['caption']} {data['place_text']}",
            name=data["sender_name"],
            files=[file.sha256 for file in self.files_kept],
        )

    @cached_property
    def verdict(self) -> Verdict:
        return judge(self.evidence)

    @property
    def answers(self) -> Answers:
        data = self.cleaned_data
        return Answers(
            **self.said,
            language=self.language,
            caption=data["caption"],
            place=data["place"],
            territory=data["territory"],
            point=self._point(),
            noted=read_noted(data["noted"]),
            place_text=data["place_text"],
            dated=data["dated"],
            then=data["then"],
            group=data["group"],
            client_key=self.sender.client_key,
            held=self.verdict.held,
            signs=self.verdict.kept_signs,
        )

    def _point(self) -> Point | None:
        lon, lat = self.cleaned_data["lon"], self.cleaned_data["lat"]
        return None if lon is None or lat is None else Point(lon, lat, srid=4326)


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
