"""The form by which anybody tells the calendar of an event."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.hours import Span
from events.models import Event
from hub.shared.form_fields import Words
from hub.shared.text import normalise
from interest_forms.actions import Answers
from interest_forms.consent import EVENT_CONSENT_VERSION, EVENT_TEXTS
from interest_forms.fields import HintChoice, SettlementChoice
from interest_forms.from_resident import FromResident
from interest_forms.optional_photos import OptionalPhotos
from interest_forms.proposals.actions import ToldEvent
from interest_forms.whereabouts import only_village
from partners.models import Territory
from places.models import Place

PRICE = re.compile(r"(\d{1,5}(?:[.,]\d{1,2})?)\s*(?:€|eur|euro|евро|ευρώ)?\.?", re.I)
# Study visits are the groups' own.
KINDS = [choice for choice in Event.Kind.choices if choice[0] != Event.Kind.VISIT]


class Entry(TextChoices):
    FREE = Event.Entry.FREE.value, _("free for everybody")
    PAID = Event.Entry.PAID.value, _("with a ticket")


class Price(Words):
    """5, 5.50, 5,50 €."""

    def clean(self, value):
        written = super().clean(value)
        if not written:
            return None
        found = PRICE.fullmatch(written)
        try:
            return Decimal((found[1] if found else "").replace(",", "."))
        except InvalidOperation:
            raise ValidationError(
                _("Write the price in euro like this: 5 or 5.50.")
            ) from None


def paragraphs(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class TellForm(FromResident, OptionalPhotos):
    """What, where and who; when is told by the rows of `dates`.

    Photos may go with it, with all that the photo form asks about them.
    """

    consent_version = EVENT_CONSENT_VERSION
    consent_texts = EVENT_TEXTS
    # The link is asked for: it is no sign.
    compared = ("name", "description")

    name = Words(
        label=_("What is it called?"),
        help_text=_("As it stands on the poster: “Gathering of Belchin”."),
        max_length=200,
        error_messages={"required": _("Please write what it is called.")},
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS)
    place = HintChoice(Place.objects.published(), required=False)
    territory = HintChoice(
        Territory.objects.settlements(), required=False, widget=SettlementChoice
    )
    place_text = Words(
        label=_("Village or town"),
        help_text=_("Its name; if others have the same, the municipality too."),
        max_length=200,
        error_messages={"required": _("Please write in which village or town it is.")},
    )
    venue = Words(
        label=_("Where in it?"),
        help_text=_("As people call it: the square, the school, the meadow."),
        max_length=200,
        required=False,
    )
    description = Words(
        label=_("What will there be?"),
        help_text=_(
            "What happens and when, who plays, what to bring. You may leave it empty."
        ),
        max_length=5000,
        required=False,
        widget=paragraphs(6),
    )
    organiser = Words(
        label=_("Who organises it?"),
        help_text=_("The chitalishte, the mayor’s office, a club … Visitors see it."),
        max_length=200,
        required=False,
    )
    link = forms.URLField(
        label=_("A page about it on the internet"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "off"}),
        error_messages={
            "invalid": _("Write the address like this: www.example.org/page.")
        },
    )
    entry = forms.ChoiceField(
        label=_("What does it cost to come in?"),
        choices=[*Entry.choices, ("", _("I do not know"))],
        widget=forms.RadioSelect,
        required=False,
    )
    price = Price(
        label=_("Price of a ticket, in euro"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    accessibility = Words(
        label=_("Can everybody get in?"),
        help_text=_("With a wheelchair or a pram: steps, toilet, parking, benches."),
        max_length=1000,
        required=False,
        widget=paragraphs(2),
    )

    def __init__(self, *args, dates, **kwargs):
        super().__init__(*args, **kwargs)
        self.dates = dates

    def is_valid(self):
        # Both are looked at, so that all that is wrong is told at once.
        return all([super().is_valid(), self.dates.is_valid()])

    def clean(self):
        data = super().clean()
        if data.get("entry") == Event.Entry.FREE:
            # The price is hidden from who says so.
            data["price"] = None
            self.errors.pop("price", None)
        elif data.get("price") is not None:
            data["entry"] = Event.Entry.PAID
        self._find_village(data)
        return data

    def _find_village(self, data) -> None:
        """What was chosen holds for the name it was offered for."""
        text = data.get("place_text") or ""
        if normalise(self.data.get("asked", "")) != text:
            data["place"], data["territory"] = None, only_village(text)
        elif data["place"]:
            data["territory"] = data["place"].territory

    @property
    def told(self) -> ToldEvent:
        data = self.cleaned_data
        names = set(ToldEvent.__dataclass_fields__) & set(data)
        return ToldEvent(
            **{name: data[name] for name in names},
            spans=self.spans,
            language=self.language,
            consent_version=EVENT_CONSENT_VERSION,
            client_key=self.sender.client_key,
            held=self.verdict.held,
            signs=self.verdict.kept_signs,
        )

    @property
    def answers(self) -> Answers:
        """What is said of the photos, which the name of the event stands under."""
        data, told = self.cleaned_data, self.told
        return Answers(
            **self.said,
            caption=told.name,
            **{name: data[name] for name in ("place", "territory", "group")},
            **{
                name: getattr(told, name)
                for name in ("language", "place_text", "client_key", "held", "signs")
            },
        )

    @property
    def spans(self) -> list[Span]:
        return self.dates.spans
