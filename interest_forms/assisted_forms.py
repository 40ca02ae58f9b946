"""What staff write down for somebody at a meeting: one person, many photos."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hub.shared.form_fields import Words
from hub.shared.signed_form import SignedForm
from interest_forms.actions import Answers
from interest_forms.assisted import EnteredPhoto
from interest_forms.consent import TEXTS
from interest_forms.fields import PhotosField
from interest_forms.questions import RightsAndPeople
from interest_forms.sheets import WithSheets
from interest_forms.uploads import signed, unsigned
from places.actions import KeptFile
from places.models import Place

MOST_PLACES = 500


def labels_of(group) -> dict[str, Place]:
    """The group's places by the words that stand for them in the list."""
    places = Place.objects.filter(group=group).select_related("territory__parent")
    found: dict[str, Place] = {}
    for place in places.order_by("name", "pk")[:MOST_PLACES]:
        where = place.territory.label if place.territory else ""
        label = ", ".join(filter(None, [str(place), where]))
        found[label if label not in found else f"{label} · {place.pk}"] = place
    return found


class RowForm(forms.Form):
    """One photo that is with us already, and its own words."""

    kept = forms.CharField(widget=forms.HiddenInput)
    caption = Words(label=_("What does it show?"), max_length=200, required=False)
    where = Words(
        label=_("Where is it?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}),
    )
    credit = Words(
        label=_("Name under it"),
        help_text=_("Empty: as chosen above."),
        max_length=100,
        required=False,
    )
    drop = forms.BooleanField(label=_("Leave it out"), required=False)

    def clean_kept(self):
        file = unsigned(self.cleaned_data["kept"])
        if file is None:
            late = _("This file waited too long. Choose it again.")
            raise forms.ValidationError(late)
        return file

    @property
    def file(self) -> KeptFile | None:
        """The photo, also while its words are wrong."""
        return unsigned(self["kept"].value() or "")

    def entered(self, places: dict[str, Place]) -> EnteredPhoto:
        data = self.cleaned_data
        place = places.get(data["where"])
        return EnteredPhoto(
            file=data["kept"],
            caption=data["caption"],
            credit=data["credit"],
            place=place,
            where="" if place else data["where"],
        )


class AssistedForm(SignedForm, WithSheets, RightsAndPeople):
    """The person and her paper; her photos stand in `rows`."""

    language = forms.ChoiceField(
        label=_("Language of the paper, and of her slip"), choices=settings.LANGUAGES
    )
    paper_version = forms.ChoiceField(label=_("Version printed on the paper"))
    photos = PhotosField(label=_("Photos"))

    def __init__(self, *args, group, posted=None, **kwargs):
        super().__init__(*args, posted=posted, **kwargs)
        self.group = group
        # The paper stands for both boxes of the residents' form.
        del self.fields["consent"], self.fields["guardian"]
        self.fields["sender_name"].label = _("Her or his name")
        self.fields["sender_name"].required = True
        self.fields["photos"].required = False
        versions = sorted((path.stem for path in TEXTS.glob("*.json")), reverse=True)
        self.fields["paper_version"].choices = [(one, one) for one in versions]
        self.rows = [
            RowForm(posted, prefix=prefix)
            for prefix in (posted.getlist("row") if posted else [])
            if f"{prefix}-drop" not in posted
        ]

    def take_files(self) -> None:
        """Put what came now beside what is here, and say what could not be kept."""
        self.take_sheets()
        known = {row.file.sha256 for row in self.rows if row.file}
        for received in self.files.getlist("photos"):
            kept = received.received.kept
            if kept is None or kept.sha256 not in known:
                self.take(received.received, "photos", self._add_row)

    def _add_row(self, file: KeptFile) -> None:
        prefix = f"photo-{file.sha256[:16]}"
        self.rows.append(RowForm(prefix=prefix, initial={"kept": signed(file)}))

    def check_files(self) -> None:
        """A paper and a photo there must be; the words of each photo must fit."""
        self.check_sheets()
        if not self.rows:
            self.add_error("photos", _("Please choose at least one photo."))
        most = settings.HUB_PHOTOS_PER_ENTRY
        if len(self.rows) > most:
            many = ngettext(
                "One form holds at most %(most)d photo. Take some out.",
                "One form holds at most %(most)d photos. Take some out.",
                most,
            )
            self.add_error("photos", many % {"most": most})
        fresh = [row for row in self.rows if not row.is_bound]
        if fresh:
            self.add_error("photos", _("Write what you know of the new photos below."))
        if not all(row.is_valid() for row in self.rows if row.is_bound):
            self.add_error(None, _("Please look at the photos marked below."))

    @property
    def answers(self) -> Answers:
        data = self.cleaned_data
        said = {**self.said, "consent_version": data["paper_version"]}
        return Answers(**said, language=data["language"], group=self.group)
