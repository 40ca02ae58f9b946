"""A tour of villages: pasted as lines, looked over, made, and filled by reports."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.attendance.actions import Seen, enter
from events.meetings.lines import read_lines
from events.models import Event, MeetingReport, Occurrence
from hub.shared.models import AuditEntry
from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    GroupSettlementFactory,
    MeetingReportFactory,
    MeetingSeriesFactory,
    MembershipFactory,
    MunicipalityFactory,
    OccurrenceFactory,
    SettlementFactory,
)

# Of meetings to come.
YEAR = timezone.localdate().year + 1


@pytest.fixture
def group():
    """Its territory: Белчин, Рельово and two villages called Ново село."""
    group = ActionGroupFactory()
    for name, municipality in [
        ("Белчин", "Самоков"),
        ("Рельово", "Самоков"),
        ("Ново село", "Самоков"),
        ("Ново село", "Ихтиман"),
    ]:
        parent = MunicipalityFactory(name_bg=municipality, name_en="")
        village = SettlementFactory(name_bg=name, name_en="", parent=parent)
        GroupSettlementFactory(group=group, settlement=village)
    return group


@pytest.fixture
def editor(client, group):
    client.force_login(MembershipFactory(group=group, role="editor").user)
    return client


def tour(client, series, lines, act="look", **chosen):
    url = reverse("admin:events_meetingseries_tour", args=[series.pk])
    return client.post(url, {"lines": lines, "act": act, **chosen})


@pytest.mark.parametrize(
    ("line", "day", "hour"),
    [
        ("Белчин | читалището | 24.05.2027 | 18:00", date(2027, 5, 24), time(18)),
        (
            "Белчин\tчиталището\t24 май 2027 г.\t18.30 ч.",
            date(2027, 5, 24),
            time(18, 30),
        ),
        ("Белчин; читалището; 2027-05-24; 18", date(2027, 5, 24), time(18)),
        (
            "Белчин | читалището | 24 Μαΐου 2027 | 18h30",
            date(2027, 5, 24),
            time(18, 30),
        ),
        ("Белчин | читалището | 31.02.2027 | 25:00", None, None),
        ("Белчин | читалището", None, None),
    ],
)
def test_line_is_read_as_people_write_it(line, day, hour):
    [read] = read_lines(f"Село | Място | Дата | Час\n\n{line}\n")

    assert (read.village, read.venue) == ("Белчин", "читалището")
    assert (read.number, read.day, read.hour) == (3, day, hour)


@pytest.mark.django_db
def test_tour_is_looked_over_and_made_in_one_go(editor, group):
    series = MeetingSeriesFactory(group=group, name_bg="Обиколка", name_en="A tour")
    lines = (
        f"с. Белчин | читалището | 24.05.{YEAR} | 18:00\n"
        f"РЕЛЬОВО | пенсионерският клуб | 24 май {YEAR} | 18 ч."
    )

    page = tour(editor, series, lines)
    assert page.status_code == 200
    assert not Event.objects.exists()
    assert not any(stop.warnings for stop in page.context["stops"])
    tour(editor, series, lines, act="make")

    first, second = Event.objects.filter(series=series).order_by("pk")
    assert (first.name_bg, first.name_en) == ("Обиколка: Белчин", "A tour: Белчин")
    assert (second.venue_bg, second.hour) == ("пенсионерският клуб", time(18))
    assert first.published
    assert first.occurrences.get().starts.isoformat() == f"{YEAR}-05-24T15:00:00+00:00"
    assert AuditEntry.objects.filter(verb="event.add").count() == 2


@pytest.mark.django_db
def test_same_tour_sent_twice_is_made_once(editor, group):
    series = MeetingSeriesFactory(group=group)
    lines = f"Белчин | читалището | 24.05.{YEAR} | 18:00"
    tour(editor, series, lines, act="make")

    again = tour(editor, series, lines, act="make")

    assert again.status_code == 422
    assert len(again.context["stops"][0].problems) == 1
    assert Event.objects.count() == 1


@pytest.mark.django_db
def test_village_that_shares_its_name_is_asked_about_by_municipality(editor, group):
    series = MeetingSeriesFactory(group=group)
    lines = f"Ново село | читалището | 24.05.{YEAR} | 18:00"

    page = tour(editor, series, lines, act="make")
    assert page.status_code == 422
    [stop] = page.context["stops"]
    assert [one.parent.name for one in stop.offered] == ["Самоков", "Ихтиман"]
    assert not Event.objects.exists()
    tour(editor, series, lines, act="make", **{"village-1": stop.offered[1].pk})

    assert Event.objects.get().territory == stop.offered[1]


@pytest.mark.django_db
def test_village_of_elsewhere_is_offered_but_never_taken_by_itself(editor, group):
    series = MeetingSeriesFactory(group=group)
    other = SettlementFactory(name_bg="Паталеница", name_en="")
    other.search = "patalenitsa"
    other.save()

    page = tour(editor, series, f"Паталеница | клуб | 24.05.{YEAR} | 18", act="make")

    [stop] = page.context["stops"]
    assert (stop.village, stop.offered) == (None, [other])
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_each_problem_stands_beside_its_line_and_nothing_typed_is_lost(editor, group):
    series = MeetingSeriesFactory(group=group)
    lines = (
        f"Белчин | читалището | 24.05.{YEAR} | 18:00\n"
        f"Белчин | читалището | 24.05.{YEAR} | 18:00\n"
        "Никъде | | на Петровден | надвечер"
    )

    page = tour(editor, series, lines, act="make")

    first, second, third = page.context["stops"]
    assert lines in page.content.decode()
    assert (first.problems, second.problems) == ([], [])
    assert len(first.warnings) == len(second.warnings) == 1
    assert len(third.problems) == 3
    assert "на Петровден" in third.problems[1]


@pytest.mark.django_db
def test_meeting_is_held_only_with_its_report(client, editor, group):
    series = MeetingSeriesFactory(group=group, planned=2)
    past = timezone.localdate() - timedelta(days=2)
    event = EventFactory(group=group, series=series, kind="meeting")
    held = OccurrenceFactory(event=event, day=past)
    to_come = OccurrenceFactory(event=event)
    page = client.get(series.get_absolute_url()).content.decode()
    assert 'value="0"' in page

    url = reverse("admin:events_meetingreport_add")
    report = {
        "head_count": 34,
        "women": 20,
        "men": 14,
        "minutes": "За чешмата.",
        "decisions-TOTAL_FORMS": 1,
        "decisions-INITIAL_FORMS": 0,
        "decisions-0-text": "Чешмата се чисти",
        "decisions-0-who": "кметът",
    }
    editor.post(url, {**report, "occurrence": to_come.pk})
    editor.post(url, {**report, "women": 30, "occurrence": held.pk})
    assert not MeetingReport.objects.exists()
    editor.post(url, {**report, "occurrence": held.pk})

    assert MeetingReport.objects.get().decisions.get().who == "кметът"
    page = client.get(series.get_absolute_url()).content.decode()
    assert 'value="1"' in page
    assert "34" in page
    assert "кметът" not in page


@pytest.mark.django_db
def test_series_is_shown_and_hidden_with_its_meetings(editor, group):
    series = MeetingSeriesFactory(group=group)
    EventFactory(group=group, series=series)
    switch = reverse("admin:events_meetingseries_switch", args=[series.pk])

    editor.post(switch)
    assert not Event.objects.published().exists()
    editor.post(switch)
    assert Event.objects.published().exists()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_series_page_takes_five_queries(client, django_assert_num_queries, count):
    series = MeetingSeriesFactory()
    for _ in range(count):
        meeting = EventFactory(series=series, territory=SettlementFactory())
        MeetingReportFactory(occurrence__event=meeting)

    with django_assert_num_queries(5):
        client.get(series.get_absolute_url())


@pytest.mark.django_db
@pytest.mark.parametrize("shows", [True, False])
def test_heads_and_different_people_of_a_series_are_two_figures(
    client, editor, group, shows
):
    series = MeetingSeriesFactory(group=group)
    by = MembershipFactory(group=group).user
    for heads, names in [(12, ["Ана", "Борис"]), (8, ["Ана", "Вера"])]:
        meeting = EventFactory(group=group, series=series)
        report = MeetingReportFactory(
            occurrence__event=meeting, head_count=heads, shows_minutes=shows
        )
        for name in names:
            nonce = uuid.uuid4()
            enter(report.occurrence, Seen(name), how="walk_in", nonce=nonce, by=by)

    desk = editor.get(reverse("admin:events_meetingseries_change", args=[series.pk]))
    page = client.get(series.get_absolute_url())

    for one in (desk, page):
        assert "Преброени на всички срещи общо: 20 души" in one.text
    assert "3 различни души" in desk.text
    assert ("3 различни души" in page.text) == shows


@pytest.mark.django_db
def test_dates_that_were_cancelled_do_not_count(client):
    series = MeetingSeriesFactory()
    meeting = EventFactory(series=series)
    OccurrenceFactory(event=meeting)
    OccurrenceFactory(event=meeting, status=Occurrence.Status.CANCELLED)

    page = client.get(series.get_absolute_url())

    assert page.context["series"].named == 1
