"""Posters: asked for, made by a worker, shown while they are true."""

import io
import os
import uuid
import zipfile
from datetime import date, time, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from PIL import ImageFile
from weasyprint.urls import FatalURLFetchingError

from events import tasks
from events.attendance.actions import Seen, enter
from events.models import Attendee, Event, MeetingSeries, Occurrence, PrintedSheet
from events.printing import actions, files, making, paper
from hub.shared import bell
from places import publishing
from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    MeetingSeriesFactory,
    MembershipFactory,
    OccurrenceFactory,
    PrintedSheetFactory,
    SettlementFactory,
    UserFactory,
)
from tests.pdfs import Pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    monkeypatch.setattr(bell, "_ring_now", lambda task, calls: None)


@pytest.fixture
def drawn(monkeypatch):
    """What the sheets told that were drawn; the file is short."""
    told = []
    monkeypatch.setattr(
        making, "pdf_of", lambda one: (told.append(one), (b"%PDF short", 1))[1]
    )
    return told


@pytest.fixture
def meeting():
    village = SettlementFactory(name_bg="Белчин", name_el="Μπέλτσιν")
    event = EventFactory(
        kind=Event.Kind.MEETING,
        name_bg="Разкажете ни за селото: Белчин",
        name_el="Μιλήστε μας για το χωριό: Μπέλτσιν",
        venue_bg="Читалището",
        territory=village,
    )
    return OccurrenceFactory(event=event, day=date(2090, 5, 24), hour=time(18))


def work():
    """What the beat and a worker do."""
    tasks.make_due_sheets()
    for pk in PrintedSheet.objects.due().values_list("pk", flat=True):
        tasks.make_sheet(pk)


def ask(*subjects, languages=("bg",)):
    return actions.ask_for_sheets(
        subjects, kind="poster", languages=languages, by=UserFactory()
    )


def page_of(client, what):
    return client.get(what.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bg", ["Разкажете ни за селото", "Белчин", "24 май 2090", "18:00"]),
        ("el", ["Μιλήστε μας για το χωριό", "Μπέλτσιν", "24 Μαΐου 2090", "18:00"]),
    ],
)
def test_poster_is_one_tagged_page_that_leads_to_the_meeting(meeting, language, words):
    sheet = PrintedSheetFactory(occurrence=meeting, language=language)

    tasks.make_sheet(sheet.pk)

    sheet.refresh_from_db()
    pdf = Pdf(files.path_of(sheet.digest).read_bytes())
    assert (sheet.state, pdf.pages, pdf.language) == ("ready", 1, language)
    text = " ".join(pdf.words.split())
    assert [word for word in words if word not in text] == []
    assert {"H1", "P", "Figure", "Link"} <= pdf.tags
    [address] = pdf.leads_to
    assert address.endswith(
        f"/{language}/events/{meeting.event.slug}-{meeting.event_id}/"
    )


def test_attendance_sheet_has_numbered_rows_and_a_code_that_finds_the_meeting(meeting):
    meeting.event.phone = "+359 888 000111"
    meeting.event.save()
    sheet = PrintedSheetFactory(occurrence=meeting, kind="sign_in", language="el")

    tasks.make_sheet(sheet.pk)

    sheet.refresh_from_db()
    pdf = Pdf(files.path_of(sheet.digest).read_bytes())
    desk = reverse("admin:events_event_attendance", args=[meeting.event_id, meeting.pk])
    assert (pdf.pages, pdf.leads_to) == (4, {f"{settings.SITE_URL}{desk}"})
    lines = pdf.words.splitlines()
    assert [str(row) for row in range(1, 61) if str(row) not in lines] == []
    assert "+359 888 000111" in pdf.words
    assert {"Table", "TR", "TH", "TD"} <= pdf.tags


def test_each_who_was_there_has_a_certificate_for_some_days(client, meeting):
    Occurrence.objects.update(day="2026-05-24", last_day="2026-05-24")
    member = MembershipFactory(group=meeting.event.group, role="editor")
    client.force_login(member.user)
    for name in ("Мария Попова", "Иван Иванов"):
        seen = Seen(name=name, village="Белчин")
        nonce = uuid.uuid4()
        enter(meeting, seen, how="walk_in", nonce=nonce, by=member.user)
    desk = reverse("admin:events_event_print", args=[meeting.event_id])

    client.post(desk, {"kind": "certificate", "language": ["bg"]})
    work()

    sheet = PrintedSheet.objects.get()
    pdf = Pdf(client.get(f"{desk}{sheet.pk}.pdf").getvalue())
    assert pdf.pages == 2
    assert {"Мария Попова", "Иван Иванов"} <= set(pdf.words.splitlines())
    Attendee.objects.filter(name="Мария Попова").forget()
    assert client.get(f"{desk}{sheet.pk}.pdf").status_code == 404

    PrintedSheet.objects.update(made=timezone.now() - timedelta(days=8))
    tasks.remove_old_sheets()

    assert not PrintedSheet.objects.exists()


def test_sixty_meetings_go_over_several_pages_of_one_poster():
    series = MeetingSeriesFactory()
    for day in range(60):
        event = EventFactory(series=series, group=series.group)
        OccurrenceFactory(event=event, day=date(2090, 1 + day // 28, 1 + day % 28))
    sheet = PrintedSheetFactory(occurrence=None, series=series)

    tasks.make_sheet(sheet.pk)

    sheet.refresh_from_db()
    pdf = Pdf(files.path_of(sheet.digest).read_bytes())
    assert 2 <= pdf.pages == sheet.pages
    assert "4 март 2090" in pdf.words


def test_page_leads_to_the_poster_until_the_meeting_is_hidden(client, meeting, drawn):
    assert "posters/" not in page_of(client, meeting.event)

    assert ask(meeting) == 1
    work()

    sheet = PrintedSheet.objects.get()
    address = reverse("poster", args=[sheet.pk, sheet.digest])
    assert address in page_of(client, meeting.event)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF short"
    assert "belchin-poster-bg.pdf" in answer["Content-Disposition"]
    publishing.hide(Event.objects.filter(pk=meeting.event_id))
    assert client.get(address).status_code == 404


def test_poster_of_a_cancelled_meeting_is_gone_at_once_and_made_anew(
    client, meeting, drawn
):
    ask(meeting)
    work()
    before = PrintedSheet.objects.get()
    Occurrence.objects.update(status="cancelled", note_bg="Заради бурята.")
    publishing.keep(meeting.event)

    old = client.get(reverse("poster", args=[before.pk, before.digest]))
    assert old.status_code == 404
    assert "posters/" not in page_of(client, meeting.event)

    work()

    after = PrintedSheet.objects.get()
    assert drawn[-1].words["is_cancelled"]
    assert drawn[-1].words["note"]["value"] == "Заради бурята."
    assert reverse("poster", args=[after.pk, after.digest]) in page_of(
        client, meeting.event
    )


def test_what_is_true_is_not_made_again(meeting, drawn):
    ask(meeting)
    work()
    publishing.show(MeetingSeries.objects.filter(pk=MeetingSeriesFactory().pk))

    assert ask(meeting) == 0
    work()

    assert len(drawn) == 1


def test_fault_is_told_and_tried_again_on_demand(client, meeting, monkeypatch, drawn):
    member = MembershipFactory(group=meeting.event.group, role="editor")
    client.force_login(member.user)
    desk = reverse("admin:events_event_print", args=[meeting.event_id])
    asked = {"kind": "poster", "language": ["bg"]}
    with monkeypatch.context() as patch:
        patch.setattr(making, "pdf_of", lambda _told: 1 / 0)
        client.post(desk, asked)
        work()
    assert "дневникът" in client.get(desk).content.decode()

    client.post(desk, asked)
    work()

    sheet = PrintedSheet.objects.get()
    assert f'href="{sheet.pk}.pdf"' in client.get(desk).content.decode()


def test_worker_that_dies_three_times_is_told_of(meeting):
    sheet = PrintedSheetFactory(occurrence=meeting)
    for _attempt in range(3):
        assert PrintedSheet.objects.claim(sheet.pk)
        assert PrintedSheet.objects.claim(sheet.pk) is None
        PrintedSheet.objects.update(lease_until=timezone.now())

    assert PrintedSheet.objects.claim(sheet.pk) is None
    sheet.refresh_from_db()
    assert (sheet.state, sheet.problem) == ("failed", "killed_worker")


def test_tour_is_asked_for_at_once_and_fetched_as_one_file(client, drawn):
    series = MeetingSeriesFactory(group=ActionGroupFactory())
    for name in ("Belchin", "Alino"):
        event = EventFactory(
            series=series, group=series.group, territory=SettlementFactory(name_en=name)
        )
        OccurrenceFactory(event=event, day=date(2090, 5, 24))
    client.force_login(MembershipFactory(group=series.group, role="editor").user)
    desk = reverse("admin:events_meetingseries_print", args=[series.pk])

    client.post(desk, {"kind": "poster", "language": ["bg", "fr"]})
    work()

    assert len(drawn) == 6
    page = client.get(desk).content.decode()
    assert 'href="poster-fr.zip"' in page
    packed = b"".join(client.get(f"{desk}poster-fr.zip").streaming_content)
    assert sorted(zipfile.ZipFile(io.BytesIO(packed)).namelist()) == [
        "2090-05-24-alino-poster-fr.pdf",
        "2090-05-24-belchin-poster-fr.pdf",
        "tell-us-of-your-village-poster-fr.pdf",
    ]


def test_nobody_signs_for_a_cancelled_meeting_or_a_whole_series(client, drawn):
    series = MeetingSeriesFactory()
    for status in ("confirmed", "cancelled"):
        event = EventFactory(series=series, group=series.group)
        OccurrenceFactory(event=event, status=status)
    client.force_login(MembershipFactory(group=series.group, role="editor").user)

    desk = reverse("admin:events_meetingseries_print", args=[series.pk])
    client.post(desk, {"kind": "sign_in", "language": ["bg"]})

    assert PrintedSheet.objects.get().occurrence.status == "confirmed"


@pytest.mark.parametrize("count", [1, 3])
def test_print_desk_takes_as_many_queries_for_three_meetings(
    client, django_assert_num_queries, drawn, count
):
    series = MeetingSeriesFactory()
    for day in range(count):
        event = EventFactory(series=series, group=series.group)
        date_ = OccurrenceFactory(event=event, day=date(2090, 5, 1 + day))
        ask(date_)
    work()
    client.force_login(MembershipFactory(group=series.group).user)

    with django_assert_num_queries(11):
        client.get(reverse("admin:events_meetingseries_print", args=[series.pk]))


def test_files_that_no_sheet_names_are_removed(meeting, drawn):
    ask(meeting)
    work()
    sheet = PrintedSheet.objects.get()
    files.keep("0" * 32, b"%PDF old")
    old = files.FRESH_SECONDS + 1
    for path in (files.path_of("0" * 32), files.path_of(sheet.digest)):
        moment = timezone.now().timestamp() - old
        os.utime(path, (moment, moment))

    tasks.remove_old_sheets()

    assert not files.path_of("0" * 32).exists()
    assert files.path_of(sheet.digest).exists()


@pytest.mark.parametrize(
    "address",
    ["https://example.org/logo.png", "file:///etc/passwd", "static:no.css"],
)
def test_nothing_but_our_own_files_gets_into_a_pdf(address):
    with pytest.raises(FatalURLFetchingError):
        paper.OurFiles().fetch(address)


def test_process_that_draws_sheets_still_refuses_photographs_that_are_cut_off():
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
