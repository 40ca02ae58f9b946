"""The form in which search compares names, whatever script they were typed in."""

import re
from collections.abc import Iterable

from hub.shared.text.bulgarian import transliterate_bulgarian
from hub.shared.text.greek import greek_by_ear
from hub.shared.text.normal import INVISIBLE
from hub.shared.text.plain import latin, plain_latin
from hub.shared.text.scripts import one_script

SEPARATORS = re.compile(r"[\W_]+")
# Sofiya, as many write it, is the official Sofia; Mariyana stays.
FINAL_IYA = re.compile(r"iya\b")


def fold(text: str) -> str:
    """The search form of a name or a query: самоков, Σαμοκόβ and ŞAMOKOV are one.

    Lower-case plain Latin words with one space between them. Column and query both
    go through it, and typing errors are left to trigrams. Greek is read by ear (β is
    v, μπ is b, ντ is d), since a Greek reader writes foreign names so. Nobody is ever
    shown this form.
    """
    if not text.isascii():
        text = one_script(INVISIBLE.sub("", text))
        text = plain_latin(greek_by_ear(transliterate_bulgarian(text))).casefold()
    folded = SEPARATORS.sub(" ", text.lower()).strip()
    return FINAL_IYA.sub("ia", folded)


def search_key(names: Iterable[str | None]) -> str:
    """What a row stores so that each of its names is found however it is written.

    `fold` reads Greek by ear (Αμπελώνας is "abelonas"); the official Latin form
    ("Ampelonas") is stored beside it where it differs.
    """
    given = [name for name in names if name]
    forms = [form for name in given for form in (fold(name), fold(latin(name)))]
    return " ".join(dict.fromkeys(forms))
