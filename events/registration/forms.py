"""What somebody says who registers: a name is enough."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from events.models.registration_questions import LONGEST_ANSWER
from events.registration.actions import Person
from hub.shared.clients import NOBODY
from hub.shared.form_fields import Words
from hub.shared.signed_form import SignedForm


class PersonForm(SignedForm):
    """A name, and how she can be reached if she likes."""

    name = Words(
        label=_("Your name"),
        max_length=100,
        error_messages={"required": _("Please write your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = Words(
        label=_("Telephone or e-mail"),
        help_text=_(
            "You may leave it empty. With it we can tell you when something changes."
        ),
        max_length=120,
        required=False,
    )

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(sheet.questions.all())
        for question in self.questions:
            self.fields[question.field] = field_of(question)

    @property
    def asked(self):
        """The fields of the group's own questions."""
        return [self[question.field] for question in self.questions]

    @property
    def answers(self):
        """By question; what was left open is no answer."""
        given = ((one.pk, self.cleaned_data[one.field]) for one in self.questions)
        return {number: text for number, text in given if text}


def field_of(question):
    """The answers to choose from, or a line to write in."""
    label = question.text
    if not question.lines:
        return Words(label=label, max_length=LONGEST_ANSWER, required=False)
    choices = [("", "–"), *((line, line) for line in question.lines)]
    return forms.ChoiceField(label=label, choices=choices, required=False)


class RegistrationForm(PersonForm):
    """What she fills in herself."""

    def __init__(self, *args, language, sender=NOBODY, **kwargs):
        super().__init__(*args, **kwargs)
        self.language, self.sender = language, sender
        for question in self.questions:
            self.fields[question.field].required = question.is_required

    @property
    def person(self) -> Person:
        return Person(
            name=self.cleaned_data["name"],
            contact=self.cleaned_data["contact"],
            language=self.language,
            client_key=self.sender.client_key,
            held=self.looks_like_program(self.sender),
            answers=self.answers,
        )


class TelephoneForm(PersonForm):
    """What a member of staff writes down at the telephone."""

    language = forms.ChoiceField(
        label=_("The language she reads"), choices=settings.LANGUAGES
    )
    as_guest = forms.BooleanField(
        label=_("on one of the reserved seats"), required=False
    )

    @property
    def person(self) -> Person:
        data = self.cleaned_data
        told = {name: data[name] for name in ("name", "contact", "language")}
        return Person(**told, answers=self.answers)
