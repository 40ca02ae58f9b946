"""The consent a sender gives, in versions: a changed text is another version."""

from django.utils.translation import gettext_lazy as _

CONSENT_VERSION = "2026-11"
CONSENT_TEXT = _(
    "I agree that the group keeps these photos and, after looking at them, shows them"
    " on this portal under the terms I chose. I can take them back at any time."
)
