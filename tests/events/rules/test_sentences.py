"""A rule is said as a native speaker would say it."""

import pytest
from django.utils import translation

from events.rules import Anchor, AnchorKind, Rule, Snap, sentence

DATE, EASTER = AnchorKind.DATE, AnchorKind.ORTHODOX_EASTER
MONDAY, WEDNESDAY, SATURDAY, SUNDAY = 0, 2, 5, 6
AFTER_PETROVDEN = Rule(Anchor(DATE, month=6, day=29), Snap.AFTER, SUNDAY)
END_OF_AUGUST = Rule(Anchor(AnchorKind.MONTH_END, month=8), Snap.NTH, SATURDAY, nth=1)
SECOND_MONDAY = Rule(Anchor(AnchorKind.MONTH_START, month=5), Snap.NTH, MONDAY, nth=2)
NEAR_SEPTEMBER = Rule(Anchor(DATE, month=9, day=1), Snap.NEAREST, WEDNESDAY)
LAZAROVDEN = Rule(Anchor(EASTER, offset=-8))
ST_GEORGE = Rule(Anchor(DATE, month=4, day=23), not_before=Anchor(EASTER, offset=1))
OLD_STYLE = Rule(
    Anchor(DATE, month=8, day=15, old_style=True), duration=3, every=2, held_in=2026
)


@pytest.mark.parametrize(
    ("language", "rule", "words"),
    [
        ("bg", AFTER_PETROVDEN, "първата неделя след Петровден (29 юни)"),
        ("en", AFTER_PETROVDEN, "the first Sunday after Petrovden (29 June)"),
        ("ro", AFTER_PETROVDEN, "prima duminică după Sânpetru (29 iunie)"),
        (
            "el",
            AFTER_PETROVDEN,
            "την πρώτη Κυριακή μετά τους Αγίους Πέτρο και Παύλο (29 Ιουνίου)",
        ),
        (
            "fr",
            AFTER_PETROVDEN,
            "le premier dimanche après la Saint-Pierre (29 juin)",
        ),
        ("bg", END_OF_AUGUST, "последната събота на август"),
        ("el", END_OF_AUGUST, "το τελευταίο Σάββατο του Αυγούστου"),
        ("fr", END_OF_AUGUST, "le dernier samedi d’août"),
        ("bg", SECOND_MONDAY, "втория понеделник на май"),
        ("ro", SECOND_MONDAY, "a doua luni din mai"),
        ("fr", NEAR_SEPTEMBER, "le mercredi le plus proche du 1er septembre"),
        (
            "el",
            NEAR_SEPTEMBER,
            "την πλησιέστερη Τετάρτη προς την 1η Σεπτεμβρίου",
        ),
        ("en", LAZAROVDEN, "8 days before Orthodox Easter (Lazarovden)"),
        ("bg", LAZAROVDEN, "8 дни преди православния Великден (Лазаровден)"),
        (
            "en",
            ST_GEORGE,
            (
                "on 23 April (St George’s Day) or 1 day after Orthodox Easter"
                " (Easter Monday), whichever is later"
            ),
        ),
        (
            "fr",
            OLD_STYLE,
            (
                "le 15 août de l’ancien calendrier (28 août), pendant 3 jours,"
                " tous les 2 ans, comme en 2026"
            ),
        ),
    ],
)
def test_the_sentence_is_whole_in_the_readers_language(language, rule, words):
    with translation.override(language):
        assert sentence(rule) == words
