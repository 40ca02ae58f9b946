"""The consent a sender gives, in versions: a changed text is another version.

A submission (of photos, an event, interest) keeps the version, the language and the
moment. The exact text of every version in every language lies in `consents/` and is
never edited.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CONSENT_VERSION = "2026-11b"
TEXTS = Path(__file__).parent / "consents"
EVENT_CONSENT_VERSION = "2026-11"
EVENT_TEXTS = TEXTS / "events"
INTEREST_CONSENT_VERSION = "2026-11b"
INTEREST_TEXTS = TEXTS / "interest"
# Which consent to photographs stands on the paper of a version of the form of interest.
PHOTOS_ON_PAPER = {"2026-11b": "2026-11b"}


@dataclass(frozen=True, slots=True)
class ConsentText:
    """What the sender agrees to, and what a child's guardian agrees to."""

    sender: str
    guardian: str
    # Asked by the form of interest alone, each with a box that may stay empty: that the
    # object is filmed, that the public schedule names it. The first version named it
    # among what the sender agrees to.
    film: str = ""
    naming: str = ""


@cache
def consent_text(version: str, language: str, texts: Path = TEXTS) -> ConsentText:
    """The text as it was shown; empty for a version that never was one of ours."""
    known = {path.stem: path for path in texts.glob("*.json")}
    if version not in known:
        return ConsentText(sender="", guardian="")
    return ConsentText(**json.loads(known[version].read_text("utf-8"))[language])
