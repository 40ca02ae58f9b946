"""What a resident types and uploads, checked without losing any of it."""

from django import forms
from django.conf import settings
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hub.shared.text import normalise
from interest_forms.actions import Answers
from interest_forms.consent import CONSENT_TEXT, CONSENT_VERSION
from interest_forms.models import Submission
from interest_forms.signed_form import SignedForm
from interest_forms.uploads import fault_text, unsigned
from partners.models import ActionGroup, Territory
from places.actions import KeptFile
from places.models import Place
from places.rights import FOR_RESIDENTS

ACCEPTED = ("jpeg", "png", "webp", "heic", "heif", "avif")


class Words(forms.CharField):
    """What a person typed, in the form and length in which it will be stored."""

    def to_python(self, value):
        return normalise(super().to_python(value))


class Hint(forms.Field):
    """An answer a link or the page's script gave, and that nobody sees.

    When it is wrong, or a place was hidden meanwhile, it is left out: the sender could
    not mend it.
    """

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class HintChoice(Hint, forms.ModelChoiceField):
    """A row of the portal."""


class HintNumber(Hint, forms.FloatField):
    """A coordinate."""


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)

    def value_omitted_from_data(self, data, files, name):
        return False


class PhotosField(forms.Field):
    """Several uploads, each of which is kept or says its fault."""

    widget = PhotosInput(
        attrs={"accept": ",".join(f"image/{kind}" for kind in ACCEPTED)}
    )

    def clean(self, value):
        return [upload.received for upload in value or []]


class PhotoForm(SignedForm):
    """The photo form. Every answer but the photos and the consent may stay as it is."""

    photos = PhotosField(label=_("Your photos"), required=False)
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
        Territory.objects.settlements(), required=False, widget=forms.HiddenInput
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
    caption = Words(
        label=_("What does it show?"),
        help_text=_("One line. You may leave it empty."),
        max_length=200,
        required=False,
    )
    author = forms.ChoiceField(
        label=_("Who took the photos?"),
        choices=Submission.Author.choices,
        widget=forms.RadioSelect,
        initial=Submission.Author.SENDER,
    )
    rights = forms.ChoiceField(
        label=_("May others use them?"),
        choices=[
            (FOR_RESIDENTS[0].value, _("Yes, with the name, under the same terms")),
            (FOR_RESIDENTS[1].value, _("Yes, with the name")),
            (FOR_RESIDENTS[2].value, _("Yes, as they like")),
            (FOR_RESIDENTS[3].value, _("No, only this portal may show them")),
        ],
        widget=forms.RadioSelect,
        initial=FOR_RESIDENTS[0].value,
    )
    sender_name = Words(
        label=_("Your name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    credit_kind = forms.ChoiceField(
        label=_("What shall stand under the photos?"),
        choices=Submission.Credit.choices,
        widget=forms.RadioSelect,
        initial=Submission.Credit.NAME,
    )
    contact = Words(
        label=_("Telephone or e-mail"),
        help_text=_(
            "Only if you want us to be able to ask you something. Nobody else sees it."
        ),
        max_length=120,
        required=False,
    )
    consent = forms.BooleanField(
        label=CONSENT_TEXT,
        error_messages={"required": _("Please tick this box: we need your agreement.")},
    )

    def __init__(self, *args, language, client_key="", kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.language = language
        self.client_key = client_key
        self.files_kept: list[KeptFile] = [f for f in map(unsigned, kept) if f]

    def clean_photos(self):
        """Files that came now join those kept from the last try."""
        problems = []
        for received in self.cleaned_data["photos"]:
            if received.kept is None:
                problems.append(
                    forms.ValidationError(
                        "%(name)s: %(problem)s",
                        params={
                            "name": received.name,
                            "problem": fault_text(received.fault),
                        },
                    )
                )
            elif received.kept.sha256 not in {one.sha256 for one in self.files_kept}:
                self.files_kept.append(received.kept)
        most = settings.HUB_PHOTOS_PER_FORM
        if len(self.files_kept) > most:
            problems.append(
                forms.ValidationError(
                    ngettext_lazy(
                        "One form holds at most %(most)d photo. Take some out.",
                        "One form holds at most %(most)d photos. Take some out.",
                        most,
                    )
                    % {"most": most}
                )
            )
        if not self.files_kept and not problems:
            none = _("Please choose at least one photo.")
            problems.append(forms.ValidationError(none))
        if problems:
            raise forms.ValidationError(problems)
        return self.files_kept

    def clean(self):
        cleaned = super().clean()
        wants_name = cleaned.get("credit_kind") != Submission.Credit.NONE
        if wants_name and not cleaned.get("sender_name"):
            # No name was given: none is printed. Nobody is sent back for that.
            cleaned["credit_kind"] = Submission.Credit.NONE
        return cleaned

    @property
    def held(self) -> str:
        """Why the submission is set apart for checking; empty for most."""
        if self.cleaned_data["website"]:
            return Submission.Held.HONEYPOT
        if self.is_hasty:
            return Submission.Held.TOO_FAST
        sent = Submission.objects.from_client(self.client_key).count()
        if sent >= settings.HUB_SUBMISSIONS_HELD_AFTER:
            return Submission.Held.TOO_MANY
        return ""

    @property
    def answers(self) -> Answers:
        data = self.cleaned_data
        return Answers(
            language=self.language,
            author=data["author"],
            rights=data["rights"],
            consent_version=CONSENT_VERSION,
            credit_kind=data["credit_kind"],
            sender_name=data["sender_name"],
            contact=data["contact"],
            caption=data["caption"],
            place=data["place"],
            territory=data["territory"],
            point=self._point(),
            place_text=data["place_text"],
            group=data["group"],
            client_key=self.client_key,
            held=self.held,
        )

    def _point(self) -> Point | None:
        lon, lat = self.cleaned_data["lon"], self.cleaned_data["lat"]
        return None if lon is None or lat is None else Point(lon, lat, srid=4326)


class LookupForm(forms.Form):
    """The code from paper, and the day it was written down."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("The six digits you wrote down."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    sent = forms.DateField(
        label=_("The day you sent the photos"),
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
