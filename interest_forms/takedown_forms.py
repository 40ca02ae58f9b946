"""The form by which anybody can have a picture taken down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.shared.clients import NOBODY
from hub.shared.form_fields import Words
from hub.shared.signed_form import SignedForm
from interest_forms.models import TakedownReport
from interest_forms.takedown import Complaint
from places.models import Photo


class TakedownForm(SignedForm):
    """What is wrong, and with which picture. Words and contact are optional."""

    picture = forms.ModelChoiceField(
        Photo.objects.none(),
        label=_("Which picture is it?"),
        required=False,
        empty_label=_("None of them: it is about the page"),
    )
    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=TakedownReport.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is wrong.")},
    )
    text = Words(
        label=_("Tell us more, if you like"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact = Words(
        label=_("Telephone or e-mail"),
        help_text=_("You may leave it empty: the answer appears on your receipt."),
        max_length=120,
        required=False,
    )

    def __init__(self, *args, place, photo, language, sender=NOBODY, **kwargs):
        super().__init__(*args, **kwargs)
        self.place, self.photo = place, photo
        self.language, self.sender = language, sender
        if photo:
            del self.fields["picture"]
        else:
            photos = Photo.objects.reportable().filter(place=place)
            self.fields["picture"].queryset = photos

    @property
    def held(self) -> str:
        """Why the report hides nothing before it is looked at; empty for most."""
        return self.looks_like_program(self.sender)

    @property
    def complaint(self) -> Complaint:
        data = self.cleaned_data
        return Complaint(
            language=self.language,
            place=self.place,
            photo=self.photo or data["picture"],
            reason=data["reason"],
            text=data["text"],
            contact=data["contact"],
            client_key=self.sender.client_key,
            held=self.held,
        )
