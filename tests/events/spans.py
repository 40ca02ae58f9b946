"""Days and hours that are easily told wrong, and what is to be told of each.

Summer time begins at three in the night of 28 March 2027, and ends at four in the night
of 31 October.
"""

from datetime import date, time
from typing import Any, NamedTuple


class Told(NamedTuple):
    held: dict[str, Any]
    # To calendars, by the village's clock: the end no longer belongs to it.
    calendar: tuple[str, str | None]
    # To search engines: the last day belongs to it.
    engines: tuple[str, str | None]
    # To visitors.
    words: str


SPANS = {
    "all day": Told(
        {"day": date(2027, 5, 24)},
        ("20270524", "20270525"),
        ("2027-05-24", "2027-05-24"),
        "понеделник, 24 май 2027",
    ),
    "the whole day on which summer time begins": Told(
        {"day": date(2027, 3, 28)},
        ("20270328", "20270329"),
        ("2027-03-28", "2027-03-28"),
        "неделя, 28 март 2027",
    ),
    "three whole days over the turn of the year": Told(
        {"day": date(2027, 12, 30), "last_day": date(2028, 1, 1)},
        ("20271230", "20280102"),
        ("2027-12-30", "2028-01-01"),
        "четвъртък–събота, 30 декември 2027 – 1 януари 2028",
    ),
    "an evening until after midnight": Told(
        {"day": date(2027, 12, 31), "last_day": date(2028, 1, 1)}
        | {"hour": time(20), "last_hour": time(2)},
        ("20271231T200000", "20280101T020000"),
        ("2027-12-31T20:00:00+02:00", "2028-01-01T02:00:00+02:00"),
        "петък, 31 декември 2027, 20:00–02:00",
    ),
    "an evening until midnight": Told(
        {"day": date(2027, 8, 28), "last_day": date(2027, 8, 29)}
        | {"hour": time(20), "last_hour": time(0)},
        ("20270828T200000", "20270829T000000"),
        ("2027-08-28T20:00:00+03:00", "2027-08-29T00:00:00+03:00"),
        "събота, 28 август 2027, 20:00–00:00",
    ),
    "from midnight on": Told(
        {"day": date(2027, 8, 28), "hour": time(0), "last_hour": time(1)},
        ("20270828T000000", "20270828T010000"),
        ("2027-08-28T00:00:00+03:00", "2027-08-28T01:00:00+03:00"),
        "събота, 28 август 2027, 00:00–01:00",
    ),
    "nobody knows until when": Told(
        {"day": date(2027, 8, 28), "hour": time(20)},
        ("20270828T200000", None),
        ("2027-08-28T20:00:00+03:00", None),
        "събота, 28 август 2027, 20:00",
    ),
    "from an hour on, for three days": Told(
        {"day": date(2027, 8, 27), "last_day": date(2027, 8, 29), "hour": time(9)},
        ("20270827T090000", "20270830T000000"),
        ("2027-08-27T09:00:00+03:00", "2027-08-29"),
        "петък–неделя, 27–29 август 2027, 09:00",
    ),
    "in the night in which summer time begins": Told(
        {"day": date(2027, 3, 27), "last_day": date(2027, 3, 28)}
        | {"hour": time(22), "last_hour": time(5)},
        ("20270327T220000", "20270328T050000"),
        ("2027-03-27T22:00:00+02:00", "2027-03-28T05:00:00+03:00"),
        "събота, 27 март 2027, 22:00–05:00",
    ),
    "at an hour which that night leaves out": Told(
        {"day": date(2027, 3, 28), "hour": time(3, 30), "last_hour": time(5)},
        ("20270328T043000", "20270328T050000"),
        ("2027-03-28T04:30:00+03:00", "2027-03-28T05:00:00+03:00"),
        "неделя, 28 март 2027, 03:30–05:00",
    ),
    "in the night in which it ends": Told(
        {"day": date(2027, 10, 30), "last_day": date(2027, 10, 31)}
        | {"hour": time(22), "last_hour": time(5)},
        ("20271030T220000", "20271031T050000"),
        ("2027-10-30T22:00:00+03:00", "2027-10-31T05:00:00+02:00"),
        "събота, 30 октомври 2027, 22:00–05:00",
    ),
    "from an hour which that night has twice": Told(
        {"day": date(2027, 10, 31), "hour": time(3, 30), "last_hour": time(4, 30)},
        ("20271031T033000", "20271031T043000"),
        ("2027-10-31T03:30:00+03:00", "2027-10-31T04:30:00+02:00"),
        "неделя, 31 октомври 2027, 03:30–04:30",
    ),
}
