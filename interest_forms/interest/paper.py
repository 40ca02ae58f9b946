"""The form on paper: what is printed, and the address its square opens."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from hub.shared.qr import qr_svg
from interest_forms.consent import (
    INTEREST_CONSENT_VERSION,
    INTEREST_TEXTS,
    consent_text,
)
from interest_forms.interest.numbers import boxes
from interest_forms.interest.questions import AboutObject

# What the page may know already, and the form on the screen then knows, too.
PREFILLED = ("group", "place", "territory", "place_text", "kind")
# Of each so many letters: a square of dots holds no more than a short text.
LONGEST = 100


def paper_context(form: AboutObject, asked) -> dict[str, Any]:
    """For the page to print."""
    call = form.call
    known = {name: asked[name][:LONGEST] for name in PREFILLED if asked.get(name)}
    page = (
        call.get_absolute_url() if call else reverse("interest_forms:interest-create")
    )
    query = f"?{urlencode(known)}" if known else ""
    address = f"{settings.SITE_URL}{page}{query}"
    words = consent_text(INTEREST_CONSENT_VERSION, get_language(), INTEREST_TEXTS)
    return {
        "address": address,
        "qr": qr_svg(address),
        "boxes": boxes(form.kinds_sought),
        "words": words,
        "version": INTEREST_CONSENT_VERSION,
    }
