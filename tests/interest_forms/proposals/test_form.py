"""Anybody tells the calendar of an event."""

from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.models import Event, Occurrence
from hub.shared.models import AuditEntry
from hub.shared.signed_form import new_form_key
from interest_forms.consent import (
    CONSENT_VERSION,
    EVENT_CONSENT_VERSION,
    EVENT_TEXTS,
    consent_text,
)
from interest_forms.models import EventProposal, Submission
from tests.factories import (
    EventFactory,
    GroupSettlementFactory,
    OccurrenceFactory,
    SettlementFactory,
)
from tests.interest_forms.proposals.telling import BROWSER, TELL, form, send
from tests.originals import drawn

pytestmark = pytest.mark.django_db


def test_event_is_kept_for_the_group_of_its_village(client, village):
    answer = send(client, sender_name="Мария", contact="0888 123 456")

    proposal = EventProposal.objects.get()
    assert answer["Location"] == f"/bg/events/tell/{proposal.token}/"
    assert "Set-Cookie" not in answer.headers
    told = (proposal.group, proposal.territory, proposal.held)
    assert told == (village.group, village.settlement, "")
    held = proposal.dates.get()
    assert (held.day, held.last_day) == (date(2027, 8, 28), date(2027, 8, 29))
    assert (held.hour, held.last_hour) == (time(20), time(2))
    assert not Event.objects.exists()
    entry = AuditEntry.objects.get(verb="proposal.receive")
    assert "Мария" not in str(entry.detail)


def photo(name="събор.jpg", shade=3):
    return SimpleUploadedFile(name, drawn(shade), content_type="image/jpeg")


ABOUT_PHOTOS = {"author": "sender", "rights": "by", "photos_consent": "on"}


def test_photos_that_come_with_an_event_are_kept_and_each_receipt_leads_to_the_other(
    client, village
):
    looked = send(client, act="look", photos=[photo(), photo("2.jpg", 5)])
    kept = [token for _file, token in looked.context["kept"]]
    again = send(
        client, act="add", kept=kept, photos=[SimpleUploadedFile("а.gif", b"GIF89a")]
    )
    more = {"kept": kept, "contact": "0888 123 456", **ABOUT_PHOTOS}
    refused = send(client, kept=kept)
    sent = send(client, **more)

    assert (looked.status_code, refused.status_code) == (422, 422)
    assert "Моля, посочете кой е направил снимките" in refused.text
    assert "а.gif" in again.text
    assert [file for file, _ in again.context["kept"]] == [
        file for file, _ in looked.context["kept"]
    ]
    proposal, submission = EventProposal.objects.get(), Submission.objects.get()
    assert proposal.submission == submission
    told = (submission.group, submission.territory, submission.contact)
    assert told == (village.group, village.settlement, "0888 123 456")
    assert submission.consent_version == CONSENT_VERSION
    assert {one.caption_bg for one in submission.photos.all()} == {"Събор на Белчин"}
    assert submission.photos.count() == 2
    assert submission.get_absolute_url() in client.get(sent["Location"]).text
    receipt = client.get(submission.get_absolute_url()).text
    assert proposal.get_absolute_url() in receipt


def test_event_with_photos_sent_twice_is_one_event_with_them(client, village):
    told = form(**ABOUT_PHOTOS)
    for _time in range(2):
        client.post(TELL, {**told, "photos": [photo()]}, headers=BROWSER)

    assert EventProposal.objects.get().submission.photos.count() == 1


def test_form_is_looked_at_first_and_shows_what_the_calendar_has(client, village):
    event = EventFactory(name_bg="Летен събор", territory=village.settlement)
    hidden = EventFactory(
        name_bg="Таен събор", territory=village.settlement, published=None
    )
    for one in (event, hidden):
        OccurrenceFactory(event=one, day=date(2027, 8, 28), last_day=date(2027, 8, 28))

    page = send(client, act="look").text

    assert not EventProposal.objects.exists()
    assert "събота, 28 август 2027, 20:00–02:00" in page
    assert "Летен събор" in page
    assert "Таен събор" not in page


def test_another_date_keeps_what_was_written(client, village):
    page = send(client, act="add", name="Панаир", **{"date-0-days": "не знам"}).text

    assert 'value="Панаир"' in page
    assert 'value="не знам"' in page
    assert 'name="date-1-days"' in page
    assert "errorlist" not in page


def test_event_of_several_dates_is_one_event(client, village):
    more = {"date-TOTAL_FORMS": "3", "date-1-days": "4–5 септември", "date-2-days": ""}
    send(client, **more)

    spans = [(one.day, one.last_day, one.hour) for one in proposal_dates()]
    assert spans == [
        (date(2027, 8, 28), date(2027, 8, 29), time(20)),
        (date(2027, 9, 4), date(2027, 9, 5), None),
    ]


def proposal_dates():
    return EventProposal.objects.get().dates.all()


def test_form_that_lost_the_number_of_its_dates_keeps_the_first(client):
    send(client, **{"date-TOTAL_FORMS": "x"})

    assert proposal_dates().get().day == date(2027, 8, 28)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Please write what it is called."),
        ({"place_text": ""}, "Please write in which village or town it is."),
        ({"date-0-days": ""}, "Please write on which day it is."),
        ({"date-0-days": "петък, 28 август"}, "Saturday, 28 August 2027"),
        ({"date-0-days": "28.08.2025"}, "This day is past."),
        ({"date-0-days": "28.08.2072"}, "This day is too far away."),
        ({"date-0-begins": "вечерта"}, "Write the hour like this: 18:00."),
        ({"date-0-begins": ""}, "Say at what hour it begins, too."),
        ({"entry": "paid", "price": "безплатно"}, "Write the price in euro"),
        ({"link": "няма"}, "Write the address like this"),
        ({"consent": ""}, "we need your agreement"),
        ({"sender_name": "Ани", "under_age": "14"}, "Ask your mother, father"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, wrong, told):
    answer = send(client, "/en/events/tell/", description="Хоро на мегдана", **wrong)

    assert answer.status_code == 422
    assert told in answer.text
    assert "Хоро на мегдана" in answer.text
    assert not EventProposal.objects.exists()


def test_same_form_sent_twice_is_one_event(client, village):
    key = new_form_key()

    first, second = send(client, key=key), send(client, key=key)

    assert first["Location"] == second["Location"]
    assert EventProposal.objects.count() == 1


def test_far_too_many_are_refused_and_what_is_written_stays(client, settings):
    settings.HUB_SUBMISSIONS_REFUSED_AFTER = 1
    send(client)

    answer = send(client, description="Хоро на мегдана")

    assert answer.status_code == 429
    assert "Хоро на мегдана" in answer.text


def test_village_is_asked_for_when_several_have_its_name(client, village):
    other = SettlementFactory(kind="village", name_bg="Белчин")
    GroupSettlementFactory(settlement=other)

    page = send(client, act="look").text
    assert f'value="s{other.pk}"' in page
    send(client, place=f"s{other.pk}", asked="с. Белчин")
    assert EventProposal.objects.get().territory == other

    # What was chosen for one name does not hold for another.
    send(client, place=f"s{other.pk}", asked="с. Белчин", place_text="Говедарци")
    assert EventProposal.objects.latest("pk").territory is None


def test_words_that_are_agreed_to_stand_on_the_form(client):
    words = consent_text(EVENT_CONSENT_VERSION, "ro", EVENT_TEXTS)

    assert words.sender in client.get("/ro/events/tell/").text
    dates = Occurrence.objects.all()
    assert not dates.exists()
