"""What style sheets name is there: a misspelt token changes nothing, silently."""

import re

from django.conf import settings

SHEETS = sorted((settings.BASE_DIR / "static").rglob("*.css"))
# Set by a script on the element itself.
BY_SCRIPT = {"--at"}


def test_every_custom_property_that_is_used_is_defined():
    sheets = "".join(sheet.read_text() for sheet in SHEETS)
    defined = set(re.findall(r"(--[\w-]+)\s*:", sheets)) | BY_SCRIPT

    assert set(re.findall(r"var\((--[\w-]+)", sheets)) - defined == set()
