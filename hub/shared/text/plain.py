"""Plain Latin letters from any of our scripts, for addresses and foreign readers."""

import re
import unicodedata

from hub.shared.text.bulgarian import transliterate_bulgarian
from hub.shared.text.greek import transliterate_greek
from hub.shared.text.normal import normalise
from hub.shared.text.scripts import one_script

# Latin letters that no decomposition makes plain.
LETTERS = "æœøßłđðþħŋĳı"
PLAIN = "ae oe o ss l d d th h ng ij i"
WHOLE_LETTERS = dict(zip(LETTERS, PLAIN.split(), strict=True))
CAPITALS = {"Æ": "Ae", "Œ": "Oe", "Ø": "O", "ẞ": "SS", "Ł": "L", "Đ": "D", "Þ": "Th"}
PLAIN_LETTERS = str.maketrans(WHOLE_LETTERS | CAPITALS)
COMBINING = re.compile("[\u0300-\u036f]")
NOT_SLUG = re.compile("[^a-z0-9]+")


def latin(text: str) -> str:
    """Any of our languages in plain Latin letters, each by its own official rules.

    Bulgarian by the Transliteration Act, Greek by ELOT 743; Romanian (Botoșani is
    Botosani) and French (Œuvre is Oeuvre) lose their marks. Other scripts stay.
    """
    if text.isascii():
        return text
    return plain_latin(transliterate_greek(transliterate_bulgarian(one_script(text))))


def plain_latin(text: str) -> str:
    """Latin letters without marks and ligatures: ç, ș, î, œ are c, s, i, oe."""
    text = COMBINING.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", text.translate(PLAIN_LETTERS))


def slugify_name(text: str, max_length: int = 80, default: str = "place") -> str:
    """The name's part of an address: lower-case ASCII words joined by hyphens.

    Cut at the end of a word where one fits, and never empty. Addresses hold an id
    too, so two places may share a slug.
    """
    slug = NOT_SLUG.sub("-", latin(normalise(text)).lower()).strip("-")
    if len(slug) > max_length:
        whole_words = slug[: max_length + 1].rpartition("-")[0]
        slug = (whole_words or slug[:max_length]).strip("-")
    return slug or default
