"""Words in which letters of another alphabet pass for their look-alikes.

The register itself has such a village: Ушeвци (75229) with a Latin e. Keyboards that
were left switched to the other alphabet make many more.
"""

import re
import unicodedata

# Pairs that look the same in print, Latin first.
CYRILLIC_LOOKS = dict(
    zip("aceijkopsxyABCEHIJKMOPSTXY", "асеіјкорѕхуАВСЕНІЈКМОРЅТХУ", strict=True)
)
GREEK_LOOKS = dict(
    zip("iknopuvxyABEHIKMNOPTXYZ", "ικηορυνχγΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True)
)

TO_CYRILLIC = str.maketrans(CYRILLIC_LOOKS)
FROM_CYRILLIC = str.maketrans({look: latin for latin, look in CYRILLIC_LOOKS.items()})
TO_GREEK = str.maketrans(GREEK_LOOKS)
FROM_GREEK = str.maketrans({look: latin for latin, look in GREEK_LOOKS.items()})

WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile("[A-Za-z]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
GREEK = re.compile("[\u0370-\u03ff]")


def one_script(text: str) -> str:
    """Write each word in one alphabet: in Сaмоков with a Latin a it becomes Cyrillic.

    The letters that have no look-alike tell which alphabet is meant.
    """
    text = unicodedata.normalize("NFC", text)
    if not LATIN.search(text) or text.isascii():
        return text
    return WORD.sub(lambda word: _one_script(word[0]), text)


def _one_script(word: str) -> str:
    if word.isascii() or not LATIN.search(word):
        return word
    if CYRILLIC.search(word):
        return _settle(word, TO_CYRILLIC, FROM_CYRILLIC)
    if GREEK.search(word):
        return _settle(word, TO_GREEK, FROM_GREEK)
    return word


def _settle(word: str, away: dict[int, str], back: dict[int, str]) -> str:
    """Write the word wholly in the foreign alphabet, if its letters tell so."""
    latin = [letter for letter in word if letter.isascii()]
    other = [letter for letter in word if not letter.isascii()]
    sure_latin = sum(ord(letter) not in away for letter in latin)
    sure_other = sum(ord(letter) not in back for letter in other)
    if (sure_other, len(other)) >= (sure_latin, len(latin)):
        return word.translate(away)
    return word.translate(back)
