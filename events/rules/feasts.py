"""Days that have a name: feasts at a date, and feasts that go with Easter.

Sources: the calendars of the Bulgarian and the Greek Orthodox Church, folk days of
Bulgaria, and for Western Easter the Roman calendar. A feast is called what the readers
of a language call it, or else by its own name in their letters.
"""

from typing import NamedTuple

from django.utils.translation import pgettext_lazy

from events.rules.anchors import Anchor, AnchorKind


class Feast(NamedTuple):
    """What a day is called."""

    # As it stands alone, and behind a word like "after".
    name: str
    after: str


FIXED: dict[tuple[int, int], Feast] = {
    (1, 1): Feast(
        pgettext_lazy("feast", "St Basil’s Day"),
        pgettext_lazy("after the feast", "St Basil’s Day"),
    ),
    (1, 6): Feast(
        pgettext_lazy("feast", "Epiphany"),
        pgettext_lazy("after the feast", "Epiphany"),
    ),
    (1, 7): Feast(
        pgettext_lazy("feast", "Ivanovden"),
        pgettext_lazy("after the feast", "Ivanovden"),
    ),
    (2, 1): Feast(
        pgettext_lazy("feast", "Trifonovden"),
        pgettext_lazy("after the feast", "Trifonovden"),
    ),
    (2, 2): Feast(
        pgettext_lazy("feast", "Candlemas"),
        pgettext_lazy("after the feast", "Candlemas"),
    ),
    (2, 14): Feast(
        pgettext_lazy("feast", "Trifon Zarezan"),
        pgettext_lazy("after the feast", "Trifon Zarezan"),
    ),
    (3, 1): Feast(
        pgettext_lazy("feast", "Baba Marta"),
        pgettext_lazy("after the feast", "Baba Marta"),
    ),
    (3, 25): Feast(
        pgettext_lazy("feast", "Annunciation"),
        pgettext_lazy("after the feast", "the Annunciation"),
    ),
    (4, 23): Feast(
        pgettext_lazy("feast", "St George’s Day"),
        pgettext_lazy("after the feast", "St George’s Day"),
    ),
    (5, 6): Feast(
        pgettext_lazy("feast", "Gergyovden"),
        pgettext_lazy("after the feast", "Gergyovden"),
    ),
    (5, 11): Feast(
        pgettext_lazy("feast", "Saints Cyril and Methodius"),
        pgettext_lazy("after the feast", "Saints Cyril and Methodius"),
    ),
    (5, 21): Feast(
        pgettext_lazy("feast", "Saints Constantine and Helena"),
        pgettext_lazy("after the feast", "Saints Constantine and Helena"),
    ),
    (6, 24): Feast(
        pgettext_lazy("feast", "Enyovden"),
        pgettext_lazy("after the feast", "Enyovden"),
    ),
    (6, 29): Feast(
        pgettext_lazy("feast", "Petrovden"),
        pgettext_lazy("after the feast", "Petrovden"),
    ),
    (7, 20): Feast(
        pgettext_lazy("feast", "Ilinden"),
        pgettext_lazy("after the feast", "Ilinden"),
    ),
    (8, 6): Feast(
        pgettext_lazy("feast", "Transfiguration"),
        pgettext_lazy("after the feast", "the Transfiguration"),
    ),
    (8, 15): Feast(
        pgettext_lazy("feast", "Golyama Bogoroditsa"),
        pgettext_lazy("after the feast", "Golyama Bogoroditsa"),
    ),
    (9, 8): Feast(
        pgettext_lazy("feast", "Malka Bogoroditsa"),
        pgettext_lazy("after the feast", "Malka Bogoroditsa"),
    ),
    (9, 14): Feast(
        pgettext_lazy("feast", "Krastovden"),
        pgettext_lazy("after the feast", "Krastovden"),
    ),
    (10, 1): Feast(
        pgettext_lazy("feast", "Pokrov Bogorodichen"),
        pgettext_lazy("after the feast", "Pokrov Bogorodichen"),
    ),
    (10, 14): Feast(
        pgettext_lazy("feast", "Petkovden"),
        pgettext_lazy("after the feast", "Petkovden"),
    ),
    (10, 19): Feast(
        pgettext_lazy("feast", "St John of Rila’s Day"),
        pgettext_lazy("after the feast", "St John of Rila’s Day"),
    ),
    (10, 26): Feast(
        pgettext_lazy("feast", "Dimitrovden"),
        pgettext_lazy("after the feast", "Dimitrovden"),
    ),
    (11, 8): Feast(
        pgettext_lazy("feast", "Arhangelovden"),
        pgettext_lazy("after the feast", "Arhangelovden"),
    ),
    (11, 21): Feast(
        pgettext_lazy("feast", "Presentation of the Virgin"),
        pgettext_lazy("after the feast", "the Presentation of the Virgin"),
    ),
    (12, 6): Feast(
        pgettext_lazy("feast", "Nikulden"),
        pgettext_lazy("after the feast", "Nikulden"),
    ),
    (12, 20): Feast(
        pgettext_lazy("feast", "Ignazhden"),
        pgettext_lazy("after the feast", "Ignazhden"),
    ),
    (12, 25): Feast(
        pgettext_lazy("feast", "Christmas"),
        pgettext_lazy("after the feast", "Christmas"),
    ),
}

ORTHODOX: dict[int, Feast] = {
    -49: Feast(
        pgettext_lazy("feast", "Sirni Zagovezni"),
        pgettext_lazy("after the feast", "Sirni Zagovezni"),
    ),
    -48: Feast(
        pgettext_lazy("feast", "Clean Monday"),
        pgettext_lazy("after the feast", "Clean Monday"),
    ),
    -43: Feast(
        pgettext_lazy("feast", "Todorovden"),
        pgettext_lazy("after the feast", "Todorovden"),
    ),
    -8: Feast(
        pgettext_lazy("feast", "Lazarovden"),
        pgettext_lazy("after the feast", "Lazarovden"),
    ),
    -7: Feast(
        pgettext_lazy("feast", "Palm Sunday"),
        pgettext_lazy("after the feast", "Palm Sunday"),
    ),
    -2: Feast(
        pgettext_lazy("feast", "Good Friday"),
        pgettext_lazy("after the feast", "Good Friday"),
    ),
    -1: Feast(
        pgettext_lazy("feast", "Holy Saturday"),
        pgettext_lazy("after the feast", "Holy Saturday"),
    ),
    1: Feast(
        pgettext_lazy("feast", "Easter Monday"),
        pgettext_lazy("after the feast", "Easter Monday"),
    ),
    5: Feast(
        pgettext_lazy("feast", "Bright Friday"),
        pgettext_lazy("after the feast", "Bright Friday"),
    ),
    7: Feast(
        pgettext_lazy("feast", "Tomina nedelya"),
        pgettext_lazy("after the feast", "Tomina nedelya"),
    ),
    39: Feast(
        pgettext_lazy("feast", "Spasovden"),
        pgettext_lazy("after the feast", "Spasovden"),
    ),
    49: Feast(
        pgettext_lazy("feast", "Pentecost"),
        pgettext_lazy("after the feast", "Pentecost"),
    ),
    50: Feast(
        pgettext_lazy("feast", "Holy Spirit Monday"),
        pgettext_lazy("after the feast", "Holy Spirit Monday"),
    ),
}

WESTERN: dict[int, Feast] = {
    -7: Feast(
        pgettext_lazy("feast", "Palm Sunday"),
        pgettext_lazy("after the feast", "Palm Sunday"),
    ),
    -2: Feast(
        pgettext_lazy("feast", "Good Friday"),
        pgettext_lazy("after the feast", "Good Friday"),
    ),
    1: Feast(
        pgettext_lazy("feast", "Easter Monday"),
        pgettext_lazy("after the feast", "Easter Monday"),
    ),
    39: Feast(
        pgettext_lazy("feast", "Ascension"),
        pgettext_lazy("after the feast", "the Ascension"),
    ),
    49: Feast(
        pgettext_lazy("feast", "Pentecost"),
        pgettext_lazy("after the feast", "Pentecost"),
    ),
    50: Feast(
        pgettext_lazy("feast", "Whit Monday"),
        pgettext_lazy("after the feast", "Whit Monday"),
    ),
}


def feast_of(anchor: Anchor) -> Feast | None:
    """The feast on the anchor's day, when it has a name."""
    if anchor.kind == AnchorKind.ORTHODOX_EASTER:
        return ORTHODOX.get(anchor.offset)
    if anchor.kind == AnchorKind.WESTERN_EASTER:
        return WESTERN.get(anchor.offset)
    if anchor.kind == AnchorKind.DATE and not anchor.offset:
        return fixed_feast(anchor)
    return None


def fixed_feast(anchor: Anchor) -> Feast | None:
    """The feast at the anchor's date, whatever its offset.

    The same saint may have two dates in the new calendar (23 April, 6 May), so that a
    date of the old one is not named.
    """
    if anchor.kind != AnchorKind.DATE or anchor.old_style:
        return None
    return FIXED.get((anchor.month, anchor.day))
