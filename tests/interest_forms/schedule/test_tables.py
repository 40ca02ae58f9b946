"""The schedule read: as a table, by village, and as a round of a day."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from interest_forms.schedule.month import month_of, round_of
from tests.factories import MembershipFactory, SettlementFactory
from tests.interest_factories import (
    TUESDAY,
    EquipmentFactory,
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
    hours,
)

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(client, crew):
    client.force_login(MembershipFactory(group=crew.group, role="editor").user)
    return client


def table(desk, kind):
    address = reverse("admin:interest_forms_scheduleslot_table", args=[kind])
    return b"".join(desk.get(address))


def test_both_tables_tell_cell_by_cell_what_is_planned(desk, crew):
    village = SettlementFactory(name_bg="Белчин")
    slot = ScheduleSlotFactory(
        crew=crew, form__title="=1+1", form__territory=village, photos=40
    )
    slot.equipment.add(EquipmentFactory(group=crew.group, name="@Дрон"))
    ScheduleSlotFactory(form__title="на чужда група")

    book = load_workbook(io.BytesIO(table(desk, "xlsx")))
    rows = list(csv.reader(io.StringIO(table(desk, "csv").decode("utf-8-sig"))))

    told = [
        *("2027-05-18", "10:00", "11:30", "Екип Рила", "=1+1"),
        *("забележителност", village.label, "планиран", "@Дрон", "40"),
        *("", "", "", "", slot.form.spoken_code),
    ]
    cells = list(book.active.iter_rows(min_row=2))
    assert [[cell.value or "" for cell in row] for row in cells] == [told]
    assert {cell.data_type for row in cells for cell in row} <= {"s", "n"}
    assert [[cell.removeprefix("'") for cell in row] for row in rows[1:]] == [told]
    assert (rows[1][4], rows[1][8]) == ("'=1+1", "'@Дрон")


def test_month_names_villages_with_what_is_planned_and_what_waits(crew):
    village, other = SettlementFactory(), SettlementFactory()
    slot = ScheduleSlotFactory(crew=crew, form__territory=village)
    ScheduleSlotFactory(
        crew=crew, form__territory=other, span=hours(TUESDAY + timedelta(days=40))
    )
    for _ in range(2):
        ExpressionOfInterestFactory(group=crew.group, state="accepted", territory=other)

    found = month_of(crew.group, slot.day).villages

    assert {one.territory: (one.slots, one.waiting) for one in found} == {
        village: ([slot], 0),
        other: ([], 2),
    }


def test_round_tells_the_ways_from_stop_to_stop(crew):
    later = ScheduleSlotFactory(crew=crew, span=hours(TUESDAY + 3 * HOUR))
    first = ScheduleSlotFactory(crew=crew)

    found = round_of(crew.group, crew.pk, first.day)

    assert [stop.form for stop in found.stops] == [first.form, later.form]
    assert [point["number"] for point in found.points] == [0, 1, 2]
    assert found.km == sum(stop.km for stop in found.stops) + found.km_back


def test_round_leads_to_the_week_and_the_month_of_its_day(desk, crew):
    base = "admin:interest_forms_scheduleslot"
    address = f"?crew={crew.pk}&day={TUESDAY:%Y-%m-%d}"

    page = desk.get(reverse(f"{base}_round") + address).text

    for name in ("week", "month"):
        there = f"?group={crew.group_id}&amp;day={TUESDAY:%Y-%m-%d}"
        assert f'href="{reverse(f"{base}_{name}")}{there}"' in page


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("month", 21), ("round", 20)])
def test_pages_take_as_many_queries_however_much_is_planned(
    desk, crew, page, queries, count, django_assert_num_queries
):
    for number in range(count):
        ScheduleSlotFactory(crew=crew, span=hours(TUESDAY + 2 * number * HOUR))
    address = reverse(f"admin:interest_forms_scheduleslot_{page}")
    asked = {"crew": crew.pk, "day": str(TUESDAY.date())}

    with django_assert_num_queries(queries):
        desk.get(address, asked).content.decode()
