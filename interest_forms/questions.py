"""What the photo form asks about rights and people, in plain questions."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hub.shared.form_fields import Words
from interest_forms.consent import CONSENT_VERSION, TEXTS, consent_text
from interest_forms.fields import HintInteger
from interest_forms.models import Submission
from places.rights import FOR_RESIDENTS

# The GDPR lets a country choose an age between these (art. 8 (1)).
YOUNGEST_AGE, OLDEST_AGE = 13, 16
RIGHTS = [
    (FOR_RESIDENTS[0].value, _("Yes, with the name, under the same terms")),
    (FOR_RESIDENTS[1].value, _("Yes, with the name")),
    (FOR_RESIDENTS[2].value, _("Yes, as they like")),
    (FOR_RESIDENTS[3].value, _("No, only this portal may show them")),
]


class AboutYou(forms.Form):
    """Who sends it and how to reach her, kept apart from what is shown; her consent."""

    consent_version = CONSENT_VERSION
    consent_texts = TEXTS

    sender_name = Words(
        label=_("Your name"),
        max_length=100,
        required=False,
        # The empty hint lets the style sheet see whether something was written.
        widget=forms.TextInput(attrs={"autocomplete": "name", "placeholder": " "}),
    )
    contact = Words(
        label=_("Telephone or e-mail"),
        help_text=_(
            "Only if you want us to be able to ask you something. Nobody else sees it."
        ),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": " "}),
    )
    # The age that was asked about is the value of the box.
    under_age = HintInteger(
        min_value=YOUNGEST_AGE, max_value=OLDEST_AGE, required=False
    )
    guardian = forms.BooleanField(required=False)
    consent = forms.BooleanField(
        error_messages={"required": _("Please tick this box: we need your agreement.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = consent_text(self.consent_version, get_language(), self.consent_texts)
        self.fields["consent"].label = words.sender
        self.fields["guardian"].label = words.guardian

    def clean(self):
        cleaned = super().clean()
        self._ask_guardian(cleaned)
        return cleaned

    def _ask_guardian(self, cleaned) -> None:
        """A child's name and telephone are kept only if a guardian agrees."""
        if not (cleaned.get("sender_name") or cleaned.get("contact")):
            cleaned["under_age"] = None
        if cleaned.get("under_age") and not cleaned.get("guardian"):
            self.add_error(
                "guardian",
                _(
                    "Ask your mother, father or guardian to tick this box. Or leave out"
                    " your name and telephone: then nobody has to."
                ),
            )


class RightsAndPeople(AboutYou):
    """Who took the photos, who is in them, whose name is printed, who agrees."""

    author = forms.ChoiceField(
        label=_("Who took the photos?"),
        choices=Submission.Author.choices,
        widget=forms.RadioSelect,
        initial=Submission.Author.SENDER,
    )
    author_name = Words(
        label=_("Who took them, or from whose album are they?"),
        help_text=_("A name, as well as you know it."),
        max_length=100,
        required=False,
    )
    rights = forms.ChoiceField(
        label=_("May others use them?"),
        choices=RIGHTS,
        widget=forms.RadioSelect,
        initial=FOR_RESIDENTS[0].value,
    )
    people = forms.ChoiceField(
        label=_("Can people be recognised in the photos?"),
        choices=Submission.People.choices,
        widget=forms.RadioSelect,
        initial=Submission.People.NONE,
        required=False,
    )
    children = forms.ChoiceField(
        label=_("Are there children among them?"),
        choices=Submission.Children.choices,
        widget=forms.RadioSelect,
        initial=Submission.Children.NONE,
        required=False,
    )
    credit_kind = forms.ChoiceField(
        label=_("What shall stand under the photos?"),
        choices=Submission.Credit.choices,
        widget=forms.RadioSelect,
        initial=Submission.Credit.NAME,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("author") == Submission.Author.SENDER:
            cleaned["author_name"] = ""
        if cleaned.get("people") == Submission.People.NONE:
            cleaned["children"] = Submission.Children.NONE
        if not (cleaned.get("author_name") or cleaned.get("sender_name")):
            # No name was given: none is printed. Nobody is sent back for that.
            cleaned["credit_kind"] = Submission.Credit.NONE
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """The answers as the submission keeps them."""
        names = (
            "author",
            "author_name",
            "rights",
            "people",
            "children",
            "sender_name",
            "credit_kind",
            "contact",
            "under_age",
        )
        # Some forms ask for less.
        data = self.cleaned_data
        given = {name: data[name] for name in names if name in data}
        return {**given, "consent_version": CONSENT_VERSION}
