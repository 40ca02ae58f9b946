"""A week of two crews with sixty objects that wait: how good its plan is, and how soon.

Three made-up regions, always the same, from the rows to the proposed visits.
`python -m tests.bench.planning` prints the table.
"""

import os
import random
import time
from datetime import date, timedelta
from typing import Any

import django
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.db import transaction

from tests.bench.imaging import Row

OBJECTS, CREWS, VILLAGES, FEASTS = 60, 2, 15, 6
MOST_SECONDS = 10
# A Monday without a public holiday in its week.
MONDAY = date(2035, 6, 4)


def run() -> list[Row]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    return [row for region in (1, 2, 3) for row in rows_of(region)]


def rows_of(region: int) -> list[Row]:
    from interest_forms.schedule.planning.greedy import worth  # noqa: PLC0415 -- after set-up
    from interest_forms.schedule.planning.solver import best_plan  # noqa: PLC0415 -- as above
    from interest_forms.schedule.planning.week import Week  # noqa: PLC0415 -- as above

    with transaction.atomic():
        group = make(random.Random(region))  # noqa: S311 -- always the same regions
        began = time.perf_counter()
        week = Week(group, MONDAY, MONDAY + timedelta(days=6))
        quick, best = best_plan(week.problem)
        seconds = time.perf_counter() - began
        before, after = (worth(week.problem, plan) for plan in (quick, best))
        transaction.set_rollback(True)
    what = f"Region {region}, {OBJECTS} objects, {CREWS} crews: "
    return [
        Row(what + "quick plan", words(before)),
        Row(what + "the solver’s", words(after), "not worse", after >= before),
        Row(
            what + "from the rows to the plan",
            f"{seconds:.1f} s",
            f"≤ {MOST_SECONDS} s",
            seconds <= MOST_SECONDS,
        ),
    ]


def words(worth: tuple[int, int, float]) -> str:
    feasts, placed, km = worth
    return f"{placed} objects placed ({feasts} feasts), {-km:.0f} km between"


def make(luck: random.Random) -> Any:
    """Villages within 25 km; a third of the applicants want certain hours or days.

    A quarter is offered from the air, and there is one drone.
    """
    from interest_forms.models import FixedDate  # noqa: PLC0415 -- after set-up
    from tests.factories import (  # noqa: PLC0415 -- as above
        ActionGroupFactory,
        SettlementFactory,
    )
    from tests.interest_factories import (  # noqa: PLC0415 -- as above
        CrewFactory,
        EquipmentFactory,
        ExpressionOfInterestFactory,
    )

    group = ActionGroupFactory()
    CrewFactory.create_batch(CREWS, group=group)
    EquipmentFactory(group=group, kind="drone")
    villages = [
        SettlementFactory(
            code=f"b{number}",
            point=Point(luck.uniform(23.3, 23.9), luck.uniform(42.1, 42.5), srid=4326),
        )
        for number in range(VILLAGES)
    ]
    for number in range(OBJECTS):
        village = luck.choice(villages)
        near = (one + luck.gauss(0, 0.01) for one in village.point.coords)
        wish = {"weekdays": luck.sample(range(5), 2)} if number % 3 == 0 else {}
        form = ExpressionOfInterestFactory(
            group=group,
            state="accepted",
            territory=village,
            point=Point(*near, srid=4326),
            offers=["drone"] if number % 4 == 1 else [],
            **wish,
        )
        if number < FEASTS:
            day = MONDAY + timedelta(days=luck.randrange(7))
            FixedDate.objects.create(form=form, day=day, last_day=day)
    return group


if __name__ == "__main__":
    for row in run():
        print(row.what, row.value, row.wanted, row.met, sep=" | ")
