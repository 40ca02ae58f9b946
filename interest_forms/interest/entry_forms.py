"""What staff copy from a form on paper: numbers stand for its boxes."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hub.shared.form_fields import Words
from hub.shared.signed_form import SignedForm
from hub.shared.text import fold
from interest_forms.consent import INTEREST_TEXTS, PHOTOS_ON_PAPER, consent_text
from interest_forms.interest.actions import Told, What, Who
from interest_forms.interest.numbers import boxes
from interest_forms.interest.questions import NOTHING, AboutObject
from interest_forms.models import ExpressionOfInterest
from interest_forms.optional_photos import OptionalPhotos
from interest_forms.sheets import WithSheets
from partners.models import Territory

Form = ExpressionOfInterest
PART = re.compile(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?")
# So many villages a group may have that are offered by name.
MOST_VILLAGES = 1000
# Chosen from lists here, by their first letters or numbers.
ABOUT_PHOTOS = ("author", "rights", "people", "children", "credit_kind")
# What the next form of a pile has like the one before.
SAME = ("village", "signed_on", "language", "paper_version")


class Numbers(Words):
    """The boxes ticked on the paper: "5-9, 11". `values` says what each stands for."""

    def __init__(self, *, values, **kwargs):
        super().__init__(required=False, max_length=60, **kwargs)
        self.values = list(values)

    def clean(self, value):
        written = super().clean(value)
        parts = [part for part in re.split(r"[,;\s]+(?![-–])", written) if part]
        numbers = {number for part in parts for number in self._numbers(part)}
        return [self.values[number - 1] for number in sorted(numbers)]

    def _numbers(self, part) -> range:
        found = PART.fullmatch(part)
        first = int(found[1]) if found else 0
        last = int(found[2] or first) if found else 0
        if not 1 <= first <= last <= len(self.values):
            words = _("Write the numbers of the boxes, up to %(most)d: 1-3, 5.")
            raise ValidationError(words % {"most": len(self.values)})
        return range(first, last + 1)


class EntryForm(SignedForm, WithSheets, OptionalPhotos, AboutObject):
    """One sheet of the pile, of a call or of a group; the photos somebody brought."""

    # How she is reached is asked in several fields.
    contact = None  # type: ignore[assignment]  # Django leaves it out

    months = Numbers(label=_("In which months is it best?"), values=MONTHS)
    weekdays = Numbers(label=_("On which days of the week?"), values=WEEKDAYS)
    offers = Numbers(label=_("What may we make?"), values=Form.Offer.values)
    village = Words(
        label=_("Village"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "villages", "autocomplete": "off"}),
    )
    place_text = Words(label=_("Where in it?"), max_length=200, required=False)
    sender_name = Words(label=_("Name"), max_length=100, required=False)
    language = forms.ChoiceField(
        label=_("Language of the paper"), choices=settings.LANGUAGES
    )
    paper_version = forms.ChoiceField(label=_("Version printed on the paper"))
    film = forms.BooleanField(
        label=_("The second box is ticked: it may be filmed"), required=False
    )
    naming = forms.BooleanField(
        label=_("The third box is ticked: the name may be shown"), required=False
    )

    def __init__(self, *args, **kwargs):
        self.group = kwargs["group"]
        super().__init__(*args, **kwargs)
        # The signed paper stands for these boxes.
        for name in ("consent", "guardian", "under_age"):
            del self.fields[name]
        for name in ABOUT_PHOTOS:
            self.fields[name].widget = forms.Select(choices=self.fields[name].choices)
        self.fields["author"].initial = self.fields["rights"].initial = ""
        self.fields["photos"].label = _("Photos")
        self.fields["photos_consent"].label = _("The fourth box is ticked")
        for name, offered in boxes(self.kinds_sought).items():
            if isinstance(self.fields[name], forms.ChoiceField):
                self.fields[name].choices = NOTHING + offered
        for field in self.fields.values():
            field.help_text = ""
        versions = [path.stem for path in INTEREST_TEXTS.glob("*.json")]
        self.fields["paper_version"].choices = [
            (one, one) for one in sorted(versions, reverse=True)
        ]

    def focus(self) -> None:
        """Where typing begins: at what is wrong, else at the title."""
        wrong = next((name for name in self.fields if name in self.errors), "title")
        self.fields[wrong].widget.attrs["autofocus"] = True

    def clean(self):
        data = super().clean()
        if self.files_kept and data.get("paper_version") not in PHOTOS_ON_PAPER:
            words = _("This paper does not ask about photos. Enter them with another.")
            self.add_error("photos", words)
        return data

    @cached_property
    def villages(self) -> dict[str, Territory]:
        """The group's villages by the words that stand for them in the list."""
        rows = Territory.objects.settlements().in_group(self.group).with_label()
        named = rows.distinct().order_by("name", "pk")[:MOST_VILLAGES]
        return {one.label: one for one in named}

    def _village(self) -> Territory | None:
        """The one of this label, or the only one of this name."""
        text = self.cleaned_data["village"]
        if text in self.villages:
            return self.villages[text]
        alike = [one for one in self.villages.values() if fold(one.name) == fold(text)]
        return alike[0] if len(alike) == 1 else None

    @property
    def told(self) -> Told:
        data = self.cleaned_data
        village = self._village()
        where = (
            [data["place_text"]] if village else [data["village"], data["place_text"]]
        )
        version = data["paper_version"]
        words = consent_text(version, data["language"], INTEREST_TEXTS)
        about = {
            "consent_version": version,
            # Papers without that box name it among what their sender agrees to.
            "naming_agreed": data["naming"] or not words.naming,
        }
        what = What(
            **self.about_object | about,
            language=data["language"],
            territory=village,
            place_text=", ".join(filter(None, where))[:200],
        )
        who = Who(**self.about_applicant, name=data["sender_name"])
        photos: dict[str, Any] = {}
        if self.files_kept:
            said = {**self.said, "consent_version": PHOTOS_ON_PAPER[version]}
            photos = {"photos": self.files_kept, "about_photos": said}
        return Told(
            what=what,
            who=who,
            days=self.cleaned_data["fixed_days"],
            group=self.group,
            **photos,
        )

    @property
    def same(self) -> dict[str, str]:
        """What the next form begins with."""
        return {name: self[name].value() or "" for name in SAME}
