"""The plan is a draft until it is published; then those concerned are told, once."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import translation

from hub.shared.models import AuditEntry
from interest_forms.models import ScheduleLetter, ScheduleVersion, ToldSlot
from interest_forms.schedule.actions import (
    cancel_slot,
    enter_result,
    keep_backup,
    move_slot,
    place_slot,
    use_backup,
)
from interest_forms.schedule.changes import changes_since, last_version
from interest_forms.schedule.mailing import send
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.publishing import publish_schedule
from tests.factories import MembershipFactory
from tests.interest_factories import (
    TUESDAY,
    ApplicantFactory,
    CrewFactory,
    CrewMemberFactory,
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
    hours,
)

DAY = timedelta(days=1)
PUBLIC = "/bg/interest/schedule/"

pytestmark = pytest.mark.usefixtures("before_the_season")


def changed(crew, version=None):
    found = changes_since(crew.group, version or last_version(crew.group))
    return [(str(one.change), one.form.title) for one in found]


def sent(settings):
    """What the worker sends of what waits: to whom, and the subject."""
    settings.HUB_SENDS_LETTERS, settings.HUB_LETTER_SECONDS = True, 0
    ScheduleLetter.objects.update(not_before=TUESDAY - 11 * DAY)
    mail.outbox = []
    for pk in list(ScheduleLetter.objects.due().values_list("pk", flat=True)):
        send(ScheduleLetter.objects.claim(pk))
    return [(one.to[0], one.subject) for one in mail.outbox]


def test_draft_is_told_to_nobody_until_it_is_published(
    client, crew, slot, staff, settings
):
    CrewMemberFactory(crew=crew)
    assert "Старата воденица" not in client.get(PUBLIC).content.decode()
    assert sent(settings) == []

    version = publish_schedule(crew.group, by=staff)

    assert version.number == 1
    assert "Старата воденица" in client.get(PUBLIC).content.decode()
    assert sorted(sent(settings)) == [
        ("maria@example.org", "Ден за заснемане: Старата воденица"),
        ("vanya@example.org", "Планът на „Екип Рила“, версия 1"),
    ]
    assert sent(settings) == []


def test_public_schedule_names_what_its_applicant_agreed_to(
    client, crew, slot, staff, form
):
    other = ExpressionOfInterestFactory(
        group=crew.group,
        state="accepted",
        title="Чешмата",
        territory__name_bg="Говедарци",
        naming_agreed=False,
    )
    place_slot(other, crew, hours(TUESDAY + timedelta(hours=4)), by=staff)
    publish_schedule(crew.group, by=staff)

    page = client.get(PUBLIC).text

    assert "Старата воденица" in page
    assert form.territory.name in page
    assert "1 посещение, което не е назовано тук" in page
    assert "Чешмата" not in page
    assert "Говедарци" not in page


def test_what_changed_since_a_version_is_new_moved_or_cancelled(
    crew, slot, staff, form
):
    other = ExpressionOfInterestFactory(
        group=crew.group, state="accepted", title="Каменният мост"
    )
    gone = ExpressionOfInterestFactory(
        group=crew.group, state="accepted", title="Чешмата"
    )
    given_up = place_slot(gone, crew, hours(TUESDAY + 2 * DAY), by=staff)
    assert changed(crew) == [("new", "Старата воденица"), ("new", "Чешмата")]
    first = publish_schedule(crew.group, by=staff)
    assert changed(crew) == []

    move_slot(slot, crew, hours(TUESDAY + DAY), by=staff)
    cancel_slot(given_up, by=staff)
    place_slot(other, crew, hours(TUESDAY), by=staff)
    news = [
        ("new", "Каменният мост"),
        ("moved", "Старата воденица"),
        ("cancelled", "Чешмата"),
    ]
    assert changed(crew) == news

    publish_schedule(crew.group, by=staff)
    assert changed(crew) == []
    assert changed(crew, first) == news
    keep_backup(slot, hours(TUESDAY + 3 * DAY), by=staff)
    assert changed(crew) == [("backup", "Старата воденица")]


def test_version_tells_of_its_own_group_and_since_when_each_day_stands(
    crew, slot, staff
):
    far = ScheduleSlotFactory(span=hours(TUESDAY + DAY))
    publish_schedule(crew.group, by=staff)
    form = ExpressionOfInterestFactory(group=crew.group, state="accepted")
    place_slot(form, crew, hours(TUESDAY + DAY), by=staff)

    version = publish_schedule(crew.group, by=staff)

    told = version.slots.order_by("span").values_list("form", "since")
    assert list(told) == [(slot.form_id, 1), (form.pk, 2)]
    assert changed(far.crew) == [("new", far.form.title)]


def test_publishing_what_is_no_different_makes_no_version(crew, slot, staff):
    publish_schedule(crew.group, by=staff)

    with pytest.raises(Refused):
        publish_schedule(crew.group, by=staff)

    assert last_version(crew.group).number == 1


def test_what_is_filmed_is_no_change(crew, slot, staff):
    keep_backup(slot, hours(TUESDAY + DAY), by=staff)
    publish_schedule(crew.group, by=staff)

    with time_machine.travel(TUESDAY, tick=False):
        enter_result(slot, photos=40, by=staff)

    assert changed(crew) == []


def test_moved_by_rain_the_applicant_reads_both_days(crew, slot, staff, settings):
    keep_backup(slot, hours(TUESDAY + DAY), by=staff)
    publish_schedule(crew.group, by=staff)
    sent(settings)
    assert "сряда, 19 май 2027, 10:00" in mail.outbox[0].body

    use_backup(slot, by=staff)
    publish_schedule(crew.group, by=staff)

    assert sent(settings) == [
        ("maria@example.org", "Друг ден за заснемане: Старата воденица")
    ]
    assert "Сряда, 19 май, 10:00–11:30" in mail.outbox[0].body


def test_letter_is_dropped_when_a_newer_version_says_otherwise(
    crew, slot, staff, settings
):
    publish_schedule(crew.group, by=staff)
    keep_backup(slot, hours(TUESDAY + 2 * DAY), by=staff)
    move_slot(slot, crew, hours(TUESDAY + DAY), by=staff)
    publish_schedule(crew.group, by=staff)

    # The first day she never heard of: the second is no other day to her.
    assert sent(settings) == [
        ("maria@example.org", "Ден за заснемане: Старата воденица")
    ]
    cancel_slot(slot, by=staff)
    publish_schedule(crew.group, by=staff)
    assert sent(settings) == [
        ("maria@example.org", "Денят за заснемане отпада: Старата воденица")
    ]


def test_group_that_takes_a_form_over_tells_her_whatever_the_other_told(
    crew, slot, staff, settings, form
):
    far = ScheduleVersion.objects.create(group=CrewFactory().group, number=9, by=staff)
    ScheduleLetter.objects.create(version=far, kind="day", form=form, state="dropped")

    publish_schedule(crew.group, by=staff)

    told = [("maria@example.org", "Ден за заснемане: Старата воденица")]
    assert sent(settings) == told
    form.applicant.email = ""
    form.applicant.save()
    move_slot(slot, crew, hours(TUESDAY + DAY), by=staff)
    publish_schedule(crew.group, by=staff)
    assert [one.version.number for one in ScheduleLetter.objects.unread()] == [2]


@pytest.mark.parametrize("is_published", [False, True])
def test_day_that_is_given_up_before_its_letter_leaves_is_not_told(
    crew, slot, staff, settings, is_published
):
    publish_schedule(crew.group, by=staff)
    cancel_slot(slot, by=staff)
    if is_published:
        publish_schedule(crew.group, by=staff)

    assert sent(settings) == []


def test_day_that_is_over_when_mail_goes_again_is_not_told(crew, slot, staff, settings):
    publish_schedule(crew.group, by=staff)

    with time_machine.travel(TUESDAY + DAY, tick=False):
        assert sent(settings) == []


def test_letter_speaks_the_applicants_language(crew, slot, staff, settings, form):
    form.language = "el"
    form.save()
    publish_schedule(crew.group, by=staff)
    sent(settings)

    (letter,) = mail.outbox
    assert "/el/interest/schedule/" in letter.body
    assert "Τρίτη, 18 Μαΐου" in letter.body


def test_applicant_confirms_by_the_link_and_opening_it_changes_nothing(
    client, crew, slot, staff
):
    publish_schedule(crew.group, by=staff)
    link = ToldSlot.objects.get().answer_path

    assert link in client.get(slot.form.get_absolute_url()).content.decode()
    shown = client.get(link)
    slot.refresh_from_db()
    assert slot.state == "planned"
    assert "Вторник, 18 май, 10:00–11:30" in shown.content.decode()
    assert (shown["Cache-Control"], shown.cookies) == ("private, no-store", {})

    client.post(link, {"act": "confirm"})
    slot.refresh_from_db()
    assert (slot.state, slot.answered_by) == ("confirmed", None)


def test_applicant_declines_and_her_object_waits_for_another_day(
    client, crew, slot, staff, form
):
    publish_schedule(crew.group, by=staff)
    link = ToldSlot.objects.get().answer_path
    assert "Старата воденица" in client.get(PUBLIC).content.decode()

    client.post(link, {"act": "decline", "why": "Тогава сме на нивата"})

    slot.refresh_from_db()
    form.refresh_from_db()
    assert (slot.state, slot.why_not) == ("declined", "Тогава сме на нивата")
    assert form.state == "accepted"
    assert "Старата воденица" not in client.get(PUBLIC).content.decode()
    assert changed(crew) == [("cancelled", "Старата воденица")]


def test_what_is_filmed_earlier_than_was_told_is_ahead_no_more(
    client, crew, slot, staff, form
):
    publish_schedule(crew.group, by=staff)
    told = (PUBLIC, form.get_absolute_url())
    assert all("18 май" in client.get(page).text for page in told)
    move_slot(slot, crew, hours(TUESDAY - DAY), by=staff)

    with time_machine.travel(TUESDAY - DAY, tick=False):
        enter_result(slot, by=staff, photos=3)

        assert not any("18 май" in client.get(page).text for page in told)


def test_link_answers_to_its_own_time_and_no_other(client, crew, slot, staff):
    publish_schedule(crew.group, by=staff)
    link = ToldSlot.objects.get().answer_path
    move_slot(slot, crew, hours(TUESDAY + DAY), by=staff)

    answer = client.post(link, {"act": "confirm"})

    slot.refresh_from_db()
    assert (answer.status_code, slot.state) == (409, "planned")
    forged = reverse("interest_forms:schedule-answer", args=["1:guessed"])
    assert client.post(forged, {"act": "confirm"}).status_code == 404


def test_she_is_not_told_of_what_she_declined_herself(
    client, crew, slot, staff, settings
):
    publish_schedule(crew.group, by=staff)
    sent(settings)
    client.post(ToldSlot.objects.get().answer_path, {"act": "decline"})

    publish_schedule(crew.group, by=staff)

    assert sent(settings) == []


@pytest.mark.parametrize("count", [1, 3])
def test_public_schedule_takes_as_many_queries_for_one_as_for_many(
    client, crew, staff, count, django_assert_num_queries
):
    for number in range(count):
        form = ExpressionOfInterestFactory(group=crew.group, state="accepted")
        place_slot(form, crew, hours(TUESDAY + number * DAY), by=staff)
    publish_schedule(crew.group, by=staff)

    with django_assert_num_queries(3):
        client.get(f"{PUBLIC}?group={crew.group.slug}")


def test_staff_publish_on_the_page_of_changes(client, crew, slot):
    planner = MembershipFactory(group=crew.group, role="moderator").user
    client.force_login(planner)
    page = reverse("admin:interest_forms_scheduleslot_changes")
    assert "Старата воденица" in client.get(page).content.decode()
    # Who left no e-mail is told by telephone.
    other = ExpressionOfInterestFactory(group=crew.group, state="accepted")
    ApplicantFactory(form=other)
    place_slot(other, crew, hours(TUESDAY + DAY), by=planner)

    publish = reverse("admin:interest_forms_scheduleslot_publish", args=[crew.group_id])
    told = client.post(publish, follow=True).content.decode()

    with translation.override("bg"):
        assert "Версия 1 е публикувана; тръгва 1 писмо." in told
    published = AuditEntry.objects.get(verb="schedule.publish")
    assert published.detail == {"changes": 2, "letters": 1}
    assert last_version(crew.group).by == planner
