"""Forms without a cookie: each is known by a signed key it carries."""

import time
import uuid

from django import forms
from django.conf import settings
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hub.shared.clients import LikeProgram, Sender

KEY_SALT = "interest_forms.form-key"


def new_form_key() -> str:
    """The form's identity and the moment it was opened, signed."""
    return signing.dumps([uuid.uuid4().hex, int(time.time())], salt=KEY_SALT)


def read_form_key(text: str) -> tuple[uuid.UUID, int]:
    """The form's identity and when it was opened; `BadSignature` if it is not ours."""
    key, opened = signing.loads(text, salt=KEY_SALT)
    return uuid.UUID(key), opened


class SignedForm(forms.Form):
    """The same form sent twice has one key; a program shows itself by its haste."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    # People do not see this field; programs that fill in everything do.
    website = forms.CharField(required=False)

    data: QueryDict | dict
    opened = 0

    def clean_key(self):
        """The form's UUID. A form that is not ours is shown again as a new one."""
        try:
            key, self.opened = read_form_key(self.cleaned_data["key"])
        except signing.BadSignature:
            self.data = self.data.copy()
            self.data["key"] = new_form_key()
            raise forms.ValidationError(
                _("This form is out of date. Nothing is lost: please send it again.")
            ) from None
        return key

    def looks_like_program(self, sender: Sender) -> str:
        """The sign of it (`LikeProgram`); empty for most."""
        if self.cleaned_data["website"]:
            return LikeProgram.HONEYPOT
        if not sender.names_languages:
            return LikeProgram.PROGRAM
        return LikeProgram.TOO_FAST if self.is_hasty else ""

    @property
    def is_hasty(self) -> bool:
        """Sent sooner than a person can have filled it in."""
        return time.time() - self.opened < settings.HUB_FORM_MIN_SECONDS
