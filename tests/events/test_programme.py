"""The programme of a conference: sessions, rooms and speakers."""

from datetime import date, time
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from PIL import ExifTags, Image

from events.models import Event, Room, Session
from hub.shared.models import AuditEntry
from places import publishing
from tests.events.test_linked import linked
from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    MembershipFactory,
    OccurrenceFactory,
    SessionFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(kind="conference", venue_bg="Читалището")


@pytest.fixture
def editor(client, event):
    client.force_login(MembershipFactory(group=event.group, role="editor").user)
    return client


def typed(event, sessions, **changes):
    """The form of the programme's page; each session by its filled fields."""
    form = {
        f"{part}-{name}": 0
        for part in ("rooms", "speakers")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    form |= {
        "sessions-TOTAL_FORMS": len(sessions),
        "sessions-INITIAL_FORMS": sum("id" in one for one in sessions),
    }
    for number, one in enumerate(sessions):
        usual = {"day": 1, "kind": "talk", "title_bg": "Беседа", "event": event.pk}
        form |= {f"sessions-{number}-{n}": v for n, v in (usual | one).items()}
    return form | changes


def desk_of(event):
    return reverse("admin:events_programme_change", args=[event.pk])


def test_language_of_a_programme_that_nobody_translated_is_said_at_its_head(
    client, event
):
    first, second = (
        SessionFactory(event=event, hour=time(hour), last_hour=time(hour + 1))
        for hour in (9, 10)
    )
    page = client.get(event.get_absolute_url().replace("/bg/", "/el/")).text
    programme = page.partition('class="programme"')[2].partition("</section>")[0]
    assert programme.count("στα Βουλγαρικά") == 1
    assert f'<span lang="bg">{second.title_bg}</span>' in page

    first.title_el = "Καλωσόρισμα"
    first.save()
    publishing.keep(event)

    page = client.get(event.get_absolute_url().replace("/bg/", "/el/")).text
    assert (
        f'<span lang="bg">{second.title_bg}</span> <span class="in-language">' in page
    )


def test_page_tells_sessions_in_their_order_and_parallel_ones_by_room(client, event):
    hall, school = Room.objects.bulk_create(
        Room(event=event, name_bg=name, name=name) for name in ("Зала", "Училище")
    )
    SessionFactory(event=event, title_bg="В училището", room=school)
    SessionFactory(event=event, title_bg="В залата", room=hall)
    SessionFactory(
        event=event, title_bg="Откриване", hour=time(9), last_hour=time(9, 30)
    )
    OccurrenceFactory(event=event)

    page = client.get(event.get_absolute_url()).text.partition('"programme"')[2]

    words = ["Откриване", "Зала", "В залата", "Училище", "В училището"]
    places = [page.index(word) for word in words]
    assert places == sorted(places)
    assert page.count('class="lane"') == 3
    assert page.count('class="lanes"') == 2


def test_second_day_is_told_by_its_date(client, event):
    SessionFactory(event=event)
    SessionFactory(event=event, day=2)
    with time_machine.travel("2027-04-01 12:00+03:00", tick=False):
        OccurrenceFactory(event=event, day=date(2027, 4, 30), last_day=date(2027, 5, 1))

        page = client.get(event.get_absolute_url()).text

    assert "Петък, 30 април" in page
    assert "Събота, 1 май" in page


def test_words_that_are_not_translated_say_so(client, event):
    session = SessionFactory(event=event, title_fr="Les fontaines")
    session.speakers.add(SpeakerFactory(event=event, about_bg="Учителка."))

    page = client.get(event.get_absolute_url().replace("/bg/", "/fr/")).text

    assert "Les fontaines</h4>" in page
    assert '<span lang="bg">Мария Стоянова</span>' in page


def test_search_engines_learn_the_hours_by_the_clock_of_the_group(client):
    group = ActionGroupFactory(time_zone="Europe/Paris")
    event = EventFactory(group=group, venue_bg="Читалището")
    room = Room.objects.create(event=event, name_bg="Зала")
    talk = SessionFactory(event=event, room=room, day=2)
    talk.speakers.add(SpeakerFactory(event=event, organisation_bg="Музей"))
    SessionFactory(event=event, kind="break", hour=time(11), last_hour=time(12))
    with time_machine.travel("2027-03-01 12:00+02:00", tick=False):
        OccurrenceFactory(
            event=event, day=date(2027, 3, 27), last_day=date(2027, 3, 28)
        )
        found = linked(client, event)[0]

    person = {
        "@type": "Person",
        "name": "Мария Стоянова",
        "affiliation": {"@type": "Organization", "name": "Музей"},
    }
    assert found["performer"] == [person]
    assert found["subEvent"] == [
        {
            "@type": "Event",
            "name": "Старите чешми",
            "inLanguage": "bg",
            # The night before, the clocks went forward.
            "startDate": "2027-03-28T10:00:00+02:00",
            "endDate": "2027-03-28T10:45:00+02:00",
            "location": {
                "@type": "Place",
                "name": "Зала, Читалището",
                "address": "Читалището",
            },
            "performer": [person],
        }
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_page_with_a_programme_takes_eight_queries(
    client, event, count, django_assert_num_queries
):
    room = Room.objects.create(event=event, name_bg="Зала")
    for number in range(count):
        session = SessionFactory(event=event, room=room, day=number + 1)
        session.speakers.add(SpeakerFactory(event=event))
    OccurrenceFactory(event=event)

    with django_assert_num_queries(8):
        client.get(event.get_absolute_url())


def test_editor_enters_a_programme(editor, event):
    row = {"hour": "10:00", "last_hour": "10:45", "title_fr": "Les fontaines"}

    editor.post(desk_of(event), typed(event, [row]))

    session = Session.objects.get()
    assert (session.hour, session.title_fr) == (time(10), "Les fontaines")
    assert AuditEntry.objects.get().verb == "programme.change"


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (("10:30", "11:00"), "от 10:00 до 10:45"),
        (("09:00", "11:00"), "от 09:00 до 11:00"),
        (("10:45", "10:45"), "Така би свършило, преди да започне."),
    ],
)
def test_sessions_that_overlap_in_a_room_are_refused(editor, event, hours, told):
    first = {"hour": "10:00", "last_hour": "10:45"}
    second = {"hour": hours[0], "last_hour": hours[1]}

    answer = editor.post(desk_of(event), typed(event, [first, second]))

    assert told in answer.text
    assert not Session.objects.exists()


def test_sessions_side_by_side_in_two_rooms_are_kept(editor, event):
    rooms = [Room.objects.create(event=event, name_bg=name) for name in "АБ"]
    rows = [{"hour": "10:00", "last_hour": "11:00", "room": room.pk} for room in rooms]

    editor.post(desk_of(event), typed(event, rows))

    assert Session.objects.count() == 2


def test_two_sessions_change_their_hours_at_once(editor, event):
    one, two = (
        SessionFactory(event=event, hour=time(hour), last_hour=time(hour + 1))
        for hour in (10, 11)
    )
    rows = [
        {"id": one.pk, "hour": "11:00", "last_hour": "12:00"},
        {"id": two.pk, "hour": "10:00", "last_hour": "11:00"},
    ]

    editor.post(desk_of(event), typed(event, rows))
    connection.check_constraints()

    assert list(Session.objects.in_order()) == [two, one]


def test_database_refuses_what_overlaps(event):
    SessionFactory(event=event)
    SessionFactory(event=event, day=2)
    SessionFactory(event=EventFactory())
    SessionFactory(event=event, hour=time(10, 45), last_hour=time(11))
    connection.check_constraints()

    @transaction.atomic
    def add_another():
        SessionFactory(event=event, hour=time(10, 30), last_hour=time(11))
        connection.check_constraints()

    with pytest.raises(IntegrityError):
        add_another()


def test_room_of_another_event_cannot_be_chosen(editor, event):
    room = Room.objects.create(event=EventFactory(), name_bg="Чужда зала")
    row = {"hour": "10:00", "last_hour": "11:00", "room": room.pk}

    answer = editor.post(desk_of(event), typed(event, [row]))

    assert "Чужда зала" not in answer.text
    assert not Session.objects.exists()


def with_speaker(event, picture, **answers):
    speaker = {"event": event.pk, "name_bg": "Мария", "picture": picture} | answers
    form = {f"speakers-0-{name}": value for name, value in speaker.items()}
    return typed(event, [], **form, **{"speakers-TOTAL_FORMS": 1})


def test_picture_of_a_speaker_who_agrees_is_shown_without_what_the_camera_wrote(
    editor, event
):
    form = with_speaker(event, camera_picture(), portrait_agreed="on")
    editor.post(desk_of(event), form)
    speaker = event.speakers.get()
    SessionFactory(event=event).speakers.add(speaker)

    page = editor.get(event.get_absolute_url()).text
    answer = editor.get(speaker.portrait_url)

    assert f'src="{speaker.portrait_url}"' in page
    with Image.open(BytesIO(answer.content)) as shown:
        assert (shown.format, shown.size) == ("WEBP", (192, 192))
        assert not shown.getexif()
    publishing.hide(Event.objects.all())
    assert editor.get(speaker.portrait_url).status_code == 404


def test_picture_of_a_speaker_who_was_not_asked_is_refused(editor, event):
    answer = editor.post(desk_of(event), with_speaker(event, camera_picture()))

    assert "питайте" in answer.text
    assert not event.speakers.exists()


def test_picture_goes_when_the_speaker_no_longer_agrees(editor, event):
    speaker = SpeakerFactory(
        event=event, portrait=b"RIFF", portrait_digest="0a", portrait_agreed=True
    )
    form = with_speaker(event, "", id=speaker.pk)
    editor.post(desk_of(event), form | {"speakers-INITIAL_FORMS": 1})

    speaker.refresh_from_db()
    assert (speaker.portrait, speaker.portrait_digest) == (None, "")


def camera_picture():
    """Lying on its side, with a note that says so."""
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = 6
    notes[ExifTags.Base.Make] = "Camera"
    file = BytesIO()
    Image.new("RGB", (600, 400), "navy").save(file, "JPEG", exif=notes)
    return SimpleUploadedFile("maria.jpg", file.getvalue())
