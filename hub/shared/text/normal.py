"""The one form in which text is stored."""

import re
import unicodedata

LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")

# What cannot be seen and does harm in a stored name: control characters, soft hyphens
# and zero-width marks pasted from other pages (they break comparing), marks that turn
# the reading direction, halves of surrogate pairs (they cannot be written as UTF-8)
# and non-characters. Joiners (U+200C, U+200D) stay: emoji and some scripts need them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufdd0-\ufdef\ufff9-\uffff\ud800-\udfff]"
)

# Fonts and keyboards of the 1990s had only the cedilla; Romanian has commas below.
ROMANIAN_COMMAS = str.maketrans("ŞşŢţ", "ȘșȚț")


def normalise(text: str) -> str:
    """The stored form of any text: NFC, no invisible characters, no outer spaces.

    In NFC the Bulgarian й, ѝ and the Greek ά are one character each. Line breaks
    become `\\n`; tabs and no-break spaces stay as they were written.
    """
    text = INVISIBLE.sub("", LINE_BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip()


def normalise_romanian(text: str) -> str:
    """The stored form of Romanian text: ş and ţ become ș and ț.

    Only for text known to be Romanian: Turkish names rightly have ş.
    """
    return normalise(text).translate(ROMANIAN_COMMAS)
