"""What the forms that take photographs have in common: the files, and where it is."""

from django import forms
from django.conf import settings
from django.contrib.gis.geos import Point
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hub.shared.clients import NOBODY
from hub.shared.form_fields import Words
from hub.shared.signed_form import SignedForm, new_form_key
from interest_forms.fields import HintChoice, HintNumber, SettlementChoice
from interest_forms.kept_photos import KeptPhotos
from interest_forms.questions import RightsAndPeople
from interest_forms.suspicion import Evidence, Verdict, has_worked, judge
from partners.models import ActionGroup, Territory
from places.models import Place


class PhotosAndPlace(SignedForm, KeptPhotos, RightsAndPeople):
    """Files that came now or with an earlier try; a place, a village or a point."""

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

    @property
    def telling(self) -> tuple[str, str]:
        """What is compared with other forms' words; all words that may hold a link."""
        raise NotImplementedError

    @cached_property
    def evidence(self) -> Evidence:
        """What tells people from programs."""
        data = self.cleaned_data
        caption, words = self.telling
        return Evidence(
            form=data["key"],
            opened=self.opened,
            client_key=self.sender.client_key,
            network_key=self.sender.network_key,
            names_languages=self.sender.names_languages,
            has_script=has_worked(self.data.get("key", ""), data["proof"]),
            filled_trap=bool(data["website"]),
            is_hasty=self.is_hasty,
            caption=caption,
            words=words,
            name=data["sender_name"],
            files=[file.sha256 for file in self.files_kept],
        )

    @cached_property
    def verdict(self) -> Verdict:
        return judge(self.evidence)

    @property
    def point(self) -> Point | None:
        lon, lat = self.cleaned_data["lon"], self.cleaned_data["lat"]
        return None if lon is None or lat is None else Point(lon, lat, srid=4326)
