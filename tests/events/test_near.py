"""What is held near somebody: by the index of days, or by those of the points."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.gis.geos import Point
from django.db import connection

from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    OccurrenceFactory,
    PlaceFactory,
    SettlementFactory,
)

FRIDAY = date(2027, 5, 7)
# Asked of the tables alone, in another way than the calendar asks.
NEAR_ON_THE_WEEKEND = """
    SELECT event.slug FROM events_occurrence AS held
    JOIN events_event AS event ON event.id = held.event_id
    LEFT JOIN places_place AS place
        ON place.id = event.place_id AND place.published IS NOT NULL
    LEFT JOIN partners_territory AS village ON village.id = event.territory_id
    CROSS JOIN LATERAL ST_DistanceSphere(
        coalesce(place.public_point, village.point),
        ST_SetSRID(ST_MakePoint(23.5, 42.3), 4326)
    ) AS away
    WHERE event.published IS NOT NULL AND away <= 30000
        AND held.day <= '2027-05-09' AND held.last_day >= '2027-05-08'
    ORDER BY away, held.day, held.starts, held.id
"""


@pytest.mark.django_db
@time_machine.travel("2027-05-07 09:00 +0300", tick=False)
def test_weekend_near_me_is_what_the_tables_say_in_their_order(client):
    def point(number):
        lon, lat = 23.1 + number * 7 % 80 / 100, 42 + number * 11 % 60 / 100
        return Point(lon, lat, srid=4326)

    group, published = ActionGroupFactory(), EventFactory.build().published
    for number in range(60):
        shown = published if number % 6 else None
        place = PlaceFactory(group=group, point=point(number), published=shown)
        village = (
            SettlementFactory(point=point(number + 5)) if number % 4 == 0 else None
        )
        event = EventFactory(
            group=group,
            slug=f"event-{number}",
            place=place,
            territory=village,
            published=None if number % 7 == 0 else published,
        )
        day = FRIDAY + timedelta(days=number % 4 - 1)
        last_day = day + timedelta(days=number % 3)
        OccurrenceFactory(event=event, day=day, last_day=last_day)
    with connection.cursor() as cursor:
        cursor.execute(NEAR_ON_THE_WEEKEND)
        wanted = [slug for (slug,) in cursor.fetchall()]

    page = client.get("/bg/calendar/?weekend=1&near=42.30,23.50").text

    assert 10 < len(wanted) < 24
    assert re.findall(r"/events/(event-\d+)-\d+/", page) == wanted
    # Long lists look up first what lies around; it is the same.
    listed = client.get(
        "/bg/events/?from=2027-05-08&to=2027-05-09&near=42.30,23.50"
    ).text
    assert set(re.findall(r"/events/(event-\d+)-\d+/", listed)) == set(wanted)
