"""Bulgarian in Latin letters, as on road signs and in passports.

Source: Transliteration Act (Закон за транслитерацията), State Gazette 19/2009: its
table of letters (article 4), then its two rules and one name. ьо is yo, -ия at the
end of a word is -ia, and България stays Bulgaria by custom.
"""

import re
import unicodedata

# The table of article 4.
ALPHABET = "абвгдежзийклмнопрстуфхцчшщъьюя"
PLAIN = "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y yu ya"

# Letters the Act does not know, by their sound in today's Bulgarian: the spelling
# before 1945, Church Slavonic, and the Cyrillic of the neighbours.
OTHER_ALPHABET = "ѐѝѕіѡѧѫѳѵѯѱѿѻѩѭѥѹꙁꙋꙗꙑёыэєїґўјљњћђџѓќ"
OTHER_PLAIN = (
    "e i z i o e a t i ks ps ot o ya ya e u z u ya i "
    "yo i e e i g u y ly ny ch dzh dzh gy ky"
)

LETTERS = dict(zip(ALPHABET, PLAIN.split(), strict=True))
OTHER_LETTERS = dict(zip(OTHER_ALPHABET, OTHER_PLAIN.split(), strict=True))
KNOWN = LETTERS | OTHER_LETTERS
# Other Cyrillic letters with a mark (ӑ, ӥ, ӗ) read as the bare one.
MARKED = {
    chr(code): KNOWN[bare]
    for code in range(0x430, 0x530)
    if chr(code) not in KNOWN
    and (bare := unicodedata.normalize("NFD", chr(code))[0]) in KNOWN
}

LOWER = KNOWN | MARKED
TABLE = str.maketrans(
    LOWER | {letter.upper(): plain.capitalize() for letter, plain in LOWER.items()}
)

UPPER_CASE = "".join(sorted(letter.upper() for letter in LOWER)) + "Ѣ"
DIGRAPHS = "".join(letter.upper() for letter, plain in LOWER.items() if len(plain) > 1)
ANY_LETTER = r"[^\W\d_]"

# Щ in ЩЪРКОВО and in НОЩ is SHT, in Щърково and in "Щ. Петров" Sht.
CAPITAL_AMONG_CAPITALS = re.compile(
    rf"[{DIGRAPHS}](?=[{UPPER_CASE}A-Z])"
    rf"|(?<=[{UPPER_CASE}A-Z])[{DIGRAPHS}](?!{ANY_LETTER})"
)

COUNTRY = re.compile(rf"(?<!{ANY_LETTER})България(?!{ANY_LETTER})", re.IGNORECASE)
FINAL_IA = re.compile(rf"(?<=и)я(?!{ANY_LETTER})", re.IGNORECASE)

STRESS = re.compile("[\u0300\u0301]")
OLD_SPELLING = re.compile("[ѢѣЪъЬь]")
# Until 1945 ъ and ь stood mute at the end of every word that ends in a consonant.
MUTE_END = re.compile(rf"(?<={ANY_LETTER})[ъь](?!{ANY_LETTER})", re.IGNORECASE)
# ѣ became я, but е before a syllable with a front vowel: бѣло, бѣли are бяло, бели.
# (The stress decides too, which no spelling shows: рѣка is read as ряка.)
YAT_BEFORE_FRONT_VOWEL = re.compile(
    r"ѣ(?=[бвгджзйклмнпрстфхцчшщ]+[еиѣѧьюі])", re.IGNORECASE
)


def transliterate_bulgarian(text: str) -> str:
    """Bulgarian by the Transliteration Act: Щърково is Shtarkovo, София is Sofia.

    Letter case is kept (ЩЪРКОВО is SHTARKOVO), stress marks are dropped, and what is
    not Cyrillic stays. Old spelling is read as today's: Бѣла Слатина is Byala Slatina.
    """
    text = STRESS.sub("", unicodedata.normalize("NFC", text))
    if OLD_SPELLING.search(text):
        text = modern_spelling(text)
    text = COUNTRY.sub(_country, text)
    text = FINAL_IA.sub(_final_ia, text)
    text = CAPITAL_AMONG_CAPITALS.sub(_in_capitals, text)
    return text.translate(TABLE)


def modern_spelling(text: str) -> str:
    """Drop the mute letters at word ends and write я or е for ѣ."""
    text = MUTE_END.sub("", text)
    text = YAT_BEFORE_FRONT_VOWEL.sub(lambda yat: "Ее"[yat[0] == "ѣ"], text)
    return text.replace("ѣ", "я").replace("Ѣ", "Я")


def _country(match: re.Match[str]) -> str:
    name = match[0]
    if name.isupper():
        return "BULGARIA"
    return "Bulgaria" if name[0].isupper() else "bulgaria"


def _final_ia(match: re.Match[str]) -> str:
    return "a" if match[0] == "я" else "A"


def _in_capitals(match: re.Match[str]) -> str:
    return LOWER[match[0].lower()].upper()
