"""What the forms that take photographs have in common: the files, and where it is."""

from django import forms
from django.conf import settings
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from hub.shared.form_fields import Words
from hub.shared.signed_form import new_form_key
from interest_forms.fields import HintChoice, HintNumber, SettlementChoice
from interest_forms.from_resident import FromResident
from partners.models import Territory
from places.models import Place


class PhotosAndPlace(FromResident):
    """Files that came now or with an earlier try; a place, a village or a point."""

    place = HintChoice(
        Place.objects.published(), required=False, widget=forms.HiddenInput
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
    def point(self) -> Point | None:
        lon, lat = self.cleaned_data["lon"], self.cleaned_data["lat"]
        return None if lon is None or lat is None else Point(lon, lat, srid=4326)
