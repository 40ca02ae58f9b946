"""The number of a Bulgarian company or organisation (ЕИК), and its check digits.

Nine digits, or thirteen for a branch: the last digit of each part follows from those
before it. Source: Registry Agency of Bulgaria, „Структура на кода по БУЛСТАТ“ (weighted
sum modulo 11; where that gives 10, once more with the second weights; 10 then is 0).
"""

import re

SPACES = re.compile(r"[\s.\-]")
FIRST = (range(1, 9), range(3, 11))
BRANCH = ((2, 7, 3, 5), (4, 9, 5, 7))


def read_eik(text: str) -> str:
    """The digits; `ValueError` where they are no such number."""
    digits = SPACES.sub("", text)
    if not (digits.isascii() and digits.isdecimal()) or len(digits) not in (9, 13):
        raise ValueError(text)
    if _check(digits[:8], FIRST) != digits[8]:
        raise ValueError(text)
    if digits[9:] and _check(digits[8:12], BRANCH) != digits[12]:
        raise ValueError(text)
    return digits


def _check(digits, weights) -> str:
    for each in weights:
        rest = sum(int(d) * w for d, w in zip(digits, each, strict=True)) % 11
        if rest < 10:
            return str(rest)
    return "0"
