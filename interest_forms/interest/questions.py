"""What is asked about an object that somebody offers, on the screen and from paper."""

from functools import cache
from typing import Any

from django import forms
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from events.models import Event, Tradition
from hub.shared.days import month_name, weekday_name
from hub.shared.form_fields import Words
from interest_forms.consent import INTEREST_CONSENT_VERSION
from interest_forms.interest.days import FixedDays
from interest_forms.interest.fields import Boxes, Eik, FeastChoice, feasts_of
from interest_forms.models import Applicant, ExpressionOfInterest, Sought
from interest_forms.proposals.dates import Hour

Form = ExpressionOfInterest
NOTHING = [("", "—")]
MONTH_NAMES = [(one, lazy(month_name, str)(one)) for one in MONTHS]
WEEKDAY_NAMES = [(one, lazy(weekday_name, str)(one)) for one in WEEKDAYS]


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AboutObject(forms.Form):
    """The object, when it can be filmed, what may be made of it, and who offers it."""

    title = Words(
        label=_("What do you offer?"),
        help_text=_("Its name: “The watermill of Govedartsi”, “Grandmother’s loom”."),
        max_length=200,
        error_messages={"required": _("Please write what it is called.")},
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=NOTHING + Sought.choices,
        error_messages={"required": _("Please choose what it is.")},
    )
    role = forms.ChoiceField(
        label=_("What are you to it?"),
        choices=NOTHING + Form.Role.choices,
        error_messages={"required": _("Please choose what you are to it.")},
    )
    description = Words(
        label=_("What should we know about it?"),
        help_text=_("How old it is, who made it, what is told about it."),
        max_length=5000,
        required=False,
        widget=lines(5),
    )
    feast = FeastChoice(
        label=_("Is it a feast of the calendar?"),
        help_text=_("Then we take its days from there."),
        widget=forms.Select,
    )
    fixed_days = FixedDays(
        label=_("Is it on certain days only?"),
        help_text=_("Each on a line of its own: 28.08.2027 or 24–26 August."),
        max_length=1000,
        required=False,
        widget=lines(2),
    )
    months = Boxes(
        label=_("In which months is it best?"), choices=MONTH_NAMES, coerce=int
    )
    weekdays = Boxes(
        label=_("On which days of the week?"), choices=WEEKDAY_NAMES, coerce=int
    )
    from_hour = Hour(label=_("From what hour?"), max_length=20, required=False)
    until_hour = Hour(label=_("Until what hour?"), max_length=20, required=False)
    offers = Boxes(label=_("What may we make?"), choices=Form.Offer.choices)
    materials = Words(
        label=_("What pictures, films or papers are there already?"),
        max_length=1000,
        required=False,
        widget=lines(2),
    )
    materials_rights = forms.ChoiceField(
        label=_("Whose are they?"),
        choices=NOTHING + Form.Materials.choices,
        required=False,
    )
    accessibility = Words(
        label=_("How does one get there?"),
        help_text=_("Road, parking, steps; whether electricity is there."),
        max_length=1000,
        required=False,
        widget=lines(2),
    )
    organisation = Words(
        label=_("Organisation or company"), max_length=200, required=False
    )
    eik = Eik(
        label=_("Its EIK"),
        help_text=_("Nine or thirteen digits. You may leave it empty."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = Words(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "placeholder": " "}
        ),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=120,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "placeholder": " "}),
        error_messages={"invalid": _("Look at the e-mail address again.")},
    )
    preferred = forms.ChoiceField(
        label=_("How shall we reach you best?"),
        choices=NOTHING + Applicant.Contact.choices,
        required=False,
    )
    film = forms.BooleanField(required=False)
    naming = forms.BooleanField(required=False)

    # What stands together, folded until it holds something.
    FOLDS = {
        "when": (
            *("feast", "fixed_days", "months", "weekdays"),
            *("from_hour", "until_hour"),
        ),
        "what": ("offers", "materials", "materials_rights", "accessibility"),
        "organisation": ("organisation", "eik"),
    }

    def __init__(self, *args, call=None, group=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.call = call
        kinds = [one for one in Sought.choices if one[0] in self.kinds_sought]
        self.fields["kind"].choices = NOTHING + kinds
        # Asked of the database where they are shown, not where the form is taken.
        self.fields["feast"].widget.choices = cache(
            lambda: NOTHING + feasts_of(call.group if call else group)
        )

    @property
    def kinds_sought(self) -> list[str]:
        return (self.call.kinds if self.call else None) or Sought.values

    def clean(self):
        data = super().clean()
        first, last = data.get("from_hour"), data.get("until_hour")
        if first and last and last <= first:
            self.add_error("until_hour", _("It would end before it begins."))
        return data

    @property
    def open_folds(self) -> set[str]:
        """Those that hold something, or in which something is wrong."""
        return {
            fold
            for fold, names in self.FOLDS.items()
            if any(self[name].value() or self[name].errors for name in names)
        }

    @property
    def free_boxes(self) -> list[forms.BoundField]:
        """What she may agree to beside what is needed."""
        return [self["film"], self["naming"]]

    @property
    def chosen_feast(self) -> dict[str, Any]:
        chosen = self.cleaned_data["feast"]
        return {
            "event": chosen if isinstance(chosen, Event) else None,
            "tradition": chosen if isinstance(chosen, Tradition) else None,
        }

    @property
    def about_object(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        data = self.cleaned_data
        same = (
            *("title", "kind", "role", "description", "months", "weekdays"),
            *("from_hour", "until_hour", "offers", "materials", "materials_rights"),
            "accessibility",
        )
        return {
            **{name: data[name] for name in same},
            **self.chosen_feast,
            "call": self.call,
            "film_agreed": data["film"],
            "naming_agreed": data["naming"],
            "consent_version": INTEREST_CONSENT_VERSION,
        }

    @property
    def about_applicant(self) -> dict[str, Any]:
        names = ("organisation", "eik", "phone", "email", "preferred")
        return {name: self.cleaned_data[name] for name in names}
