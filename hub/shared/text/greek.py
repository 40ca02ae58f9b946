"""Greek in Latin letters, as on road signs and in passports.

Source: ELOT 743:1982, the transcription taken over by the United Nations (resolution
V/19, 1987) and as type 2 by ISO 843:1997. Accents and the dieresis are dropped.
"""

import re
import unicodedata

ALPHABET = "αβγδεζηθικλμνξοπρσςτυφχψω"
PLAIN = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
PAIRS = {"ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch", "γκ": "gk", "ντ": "nt"}

OFFICIAL = dict(zip(ALPHABET, PLAIN.split(), strict=True)) | PAIRS | {"μπ": "mp"}

# How Greek writes the sounds it has no letter for, as in Μπέλτσιν, Βιντίν, Γκότσε;
# χ is the h of Χάσκοβο. For search only: the official transcription is fixed.
BY_EAR = OFFICIAL | {"ου": "u", "γχ": "nh", "γκ": "g", "ντ": "d", "μπ": "b", "χ": "h"}

WORD = re.compile(
    "[\u0370-\u03ff\u1f00-\u1fff][\u0300-\u036f\u0370-\u03ff\u1f00-\u1fff]*"
)
MARKS = re.compile("[\u0300-\u036f]")
# Breathings, iota below and lengths change nothing; accents and dieresis do.
IDLE_MARKS = re.compile("[\u0304\u0306\u0313\u0314\u0345]")

# Two vowels are one sound if the first has no accent and the second no dieresis:
# αυ, but not άυ (άυλος) nor αϋ (πραΰς). An accent stands behind its letter here.
UNIT = re.compile("(?:[αεηο]υ(?!\u0308)|γ[γκξχ]|ντ|μπ|[α-ω])", re.IGNORECASE)
VOICELESS_OR_END = re.compile("\u0301?(?:[θκξπσςτφχψ]|$)", re.IGNORECASE)


def transliterate_greek(text: str) -> str:
    """Greek by ELOT 743: Θεσσαλονίκη is Thessaloniki, Μπάμπης is Bampis.

    Letter case is kept and what is not Greek stays.
    """
    text = unicodedata.normalize("NFC", text)
    return WORD.sub(lambda word: _transcribe(word[0], OFFICIAL), text)


def greek_by_ear(text: str) -> str:
    """Greek as its readers spell foreign names: Μπέλτσιν is Beltsin."""
    text = unicodedata.normalize("NFC", text)
    return WORD.sub(lambda word: _transcribe(word[0], BY_EAR), text)


def _transcribe(word: str, table: dict[str, str]) -> str:
    word = IDLE_MARKS.sub("", unicodedata.normalize("NFD", word))
    word = word.replace("\u0300", "\u0301").replace("\u0342", "\u0301")
    in_capitals = word.isupper() and len(MARKS.sub("", word)) > 1

    def plain(unit: re.Match[str]) -> str:
        latin = _sound(unit, table)
        if in_capitals or (unit[0].isupper() and len(unit[0]) > 1):
            return latin.upper()
        return latin.capitalize() if unit[0][0].isupper() else latin

    return MARKS.sub("", UNIT.sub(plain, word))


def _sound(unit: re.Match[str], table: dict[str, str]) -> str:
    """The Latin letters of a unit; two of them depend on what stands around it."""
    letters = unit[0].lower()
    if letters in {"αυ", "ευ", "ηυ"}:
        hard = VOICELESS_OR_END.match(unit.string, unit.end())
        return table[letters[0]] + ("f" if hard else "v")
    at_an_edge = unit.start() == 0 or unit.end() == len(unit.string)
    if letters == "μπ" and at_an_edge:
        return "b"
    return table[letters]
