"""Whom no letter tells is on a list to be telephoned, until she knows."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db.models.signals import post_init
from django.urls import reverse

from hub.shared.models import AuditEntry
from interest_forms.interest.actions import withdraw
from interest_forms.models import ScheduleLetter, SlotState, ToldSlot
from interest_forms.schedule.actions import cancel_slot, keep_backup, move_slot
from interest_forms.schedule.actions import place_slot as place
from interest_forms.schedule.answers import decline_slot
from interest_forms.schedule.calls import calls_of
from interest_forms.schedule.publishing import publish_schedule
from tests.factories import MembershipFactory
from tests.interest_factories import (
    TUESDAY,
    ApplicantFactory,
    CrewFactory,
    CrewMemberFactory,
    ExpressionOfInterestFactory,
    hours,
)

pytestmark = pytest.mark.usefixtures("db", "before_the_season")
DAY = timedelta(days=1)
SLOTS = "admin:interest_forms_scheduleslot"
CALLS = reverse(f"{SLOTS}_calls")
NEW = "Ще дойдем да заснемем: вторник, 18 май 2027, 10:00–11:30."


def applied(crew, **applicant):
    form = ExpressionOfInterestFactory(group=crew.group, state="accepted")
    ApplicantFactory(form=form, **applicant)
    return form


@pytest.fixture
def slot(crew, staff):
    return place(applied(crew), crew, hours(TUESDAY), by=staff)


def listed(desk):
    """What is to be told, object by object."""
    calls = desk.get(CALLS).context["calls"]
    return [f"{call.words} {call.backup_words}".strip() for call in calls]


def acts(desk):
    """What can be noted of the calls."""
    return re.findall(r'name="act"\s+value="(\w+)"', desk.get(CALLS).text)


def press(desk, act, **typed):
    letter = ScheduleLetter.objects.unread().get()
    url = reverse(f"{SLOTS}_call", args=[letter.pk])
    return desk.post(url, {"act": act, **typed}, follow=True)


def test_applicant_without_an_email_is_told_what_changed_since_she_was_told(
    desk, crew, slot, staff
):
    assert listed(desk) == []
    publish_schedule(crew.group, by=staff)
    assert listed(desk) == [NEW]
    assert "0888 123 456" in desk.get(CALLS).text
    press(desk, "told")
    assert listed(desk) == []

    keep_backup(slot, hours(TUESDAY + 2 * DAY), by=staff)
    publish_schedule(crew.group, by=staff)
    rain = "Ако времето е лошо, ще дойдем: четвъртък, 20 май 2027, 10:00."
    assert listed(desk) == [f"Денят остава: вторник, 18 май 2027, 10:00–11:30. {rain}"]

    # She has not heard of that yet when the next is published: both are told.
    move_slot(slot, crew, hours(TUESDAY + DAY), by=staff)
    publish_schedule(crew.group, by=staff)
    both = "Вместо: вторник, 18 май 2027, 10:00–11:30, ще дойдем: сряда, 19 май 2027, "
    assert listed(desk) == [f"{both}10:00–11:30. {rain}"]
    press(desk, "told")

    cancel_slot(slot, by=staff)
    publish_schedule(crew.group, by=staff)
    assert listed(desk) == ["Няма да дойдем: сряда, 19 май 2027, 10:00–11:30."]


def test_her_answer_is_noted_for_her_and_the_list_is_empty(desk, crew, slot, staff):
    publish_schedule(crew.group, by=staff)

    press(desk, "confirm")

    slot.refresh_from_db()
    assert (slot.state, slot.answered_by is None) == (SlotState.CONFIRMED, False)
    assert listed(desk) == []
    (noted,) = AuditEntry.objects.filter(verb="schedule.note_call")
    assert (noted.actor, noted.detail) == (slot.answered_by, {})
    assert ScheduleLetter.objects.get(kind="day").told_by == slot.answered_by
    assert not ScheduleLetter.objects.unread().exists()


def test_her_no_to_the_day_she_was_told_is_noted_while_the_draft_has_another(
    desk, crew, slot, staff
):
    publish_schedule(crew.group, by=staff)
    move_slot(slot, crew, hours(TUESDAY + DAY), by=staff)

    press(desk, "decline", why="Елате през юни.")

    slot.refresh_from_db()
    (noted,) = AuditEntry.objects.filter(verb="slot.note_no")
    assert (slot.state, slot.why_not) == (SlotState.PLANNED, "Елате през юни.")
    assert slot.answered_by == noted.actor == crew.group.memberships.get().user
    with time_machine.travel(TUESDAY - 9 * DAY, tick=False):
        publish_schedule(crew.group, by=staff)
        # The other day she has not heard of yet.
        assert len(listed(desk)) == 1


def test_who_said_yes_hears_of_bad_weather_and_is_not_asked_again(
    desk, crew, slot, staff
):
    publish_schedule(crew.group, by=staff)
    assert acts(desk) == ["confirm", "told", "decline"]
    press(desk, "confirm")
    stays = "Денят остава: вторник, 18 май 2027, 10:00–11:30."

    backup = keep_backup(slot, hours(TUESDAY + 2 * DAY), by=staff)
    publish_schedule(crew.group, by=staff)
    assert (len(listed(desk)), acts(desk)) == (1, ["told"])
    press(desk, "told")

    cancel_slot(backup, by=staff)
    publish_schedule(crew.group, by=staff)
    assert listed(desk) == [f"{stays} Друг ден за лошо време вече няма."]
    assert acts(desk) == ["told"]


def test_day_that_does_not_suit_her_is_free_again_and_no_news_to_her(
    desk, crew, slot, staff
):
    publish_schedule(crew.group, by=staff)

    press(desk, "decline", why="Тогава жънем.")
    publish_schedule(crew.group, by=staff)

    slot.refresh_from_db()
    assert (slot.state, slot.why_not) == (SlotState.DECLINED, "Тогава жънем.")
    assert slot.answered_by == crew.group.memberships.get().user
    assert listed(desk) == []


def test_answer_to_a_day_that_is_another_by_now_is_not_taken_and_not_lost(
    desk, crew, slot, staff
):
    publish_schedule(crew.group, by=staff)
    move_slot(slot, crew, hours(TUESDAY + DAY), by=staff)

    answer = press(desk, "confirm", why="Само до обед.")

    assert answer.status_code == 409
    assert "Само до обед." in answer.text
    assert listed(desk) == [NEW]
    # The other day is not published yet: she can only be told what was.
    assert acts(desk) == ["told"]


def test_of_a_whole_story_the_beginning_is_kept(desk, crew, slot, staff):
    publish_schedule(crew.group, by=staff)

    press(desk, "decline", why="Жънем. " * 1000)

    slot.refresh_from_db()
    assert len(slot.why_not) == 1000


def test_cancelled_day_is_told_to_her_who_declined_another_one(desk, crew, slot, staff):
    publish_schedule(crew.group, by=staff)
    decline_slot(slot, by=None)
    other = place(slot.form, crew, hours(TUESDAY + DAY), by=staff)
    publish_schedule(crew.group, by=staff)
    press(desk, "told")

    cancel_slot(other, by=staff)
    publish_schedule(crew.group, by=staff)

    assert listed(desk) == ["Няма да дойдем: сряда, 19 май 2027, 10:00–11:30."]


def test_answer_to_a_day_that_is_cancelled_is_not_taken(desk, crew, slot, staff):
    publish_schedule(crew.group, by=staff)
    press(desk, "told")
    cancel_slot(slot, by=staff)
    publish_schedule(crew.group, by=staff)

    answer = press(desk, "confirm")

    assert answer.status_code == 409
    assert listed(desk) == ["Няма да дойдем: вторник, 18 май 2027, 10:00–11:30."]


def test_who_is_told_once_is_not_told_again_by_a_colleague_or_a_letter(
    desk, crew, slot, staff, settings
):
    settings.HUB_SENDS_LETTERS = False
    slot.form.applicant.email = "maria@example.org"
    slot.form.applicant.save()
    publish_schedule(crew.group, by=staff)
    letter = ScheduleLetter.objects.get()
    url = reverse(f"{SLOTS}_call", args=[letter.pk])

    first, second = (desk.post(url, {"act": "told"}) for _colleague in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assert AuditEntry.objects.filter(verb="schedule.note_call").count() == 1
    settings.HUB_SENDS_LETTERS = True
    with time_machine.travel(TUESDAY, tick=False):
        assert not ScheduleLetter.objects.due().exists()


def test_button_that_is_none_of_the_page_notes_nothing(desk, crew, slot, staff):
    publish_schedule(crew.group, by=staff)

    assert press(desk, "").status_code == 409
    assert listed(desk) == [NEW]


def test_who_answers_by_her_receipt_is_not_telephoned(desk, crew, slot, staff):
    version = publish_schedule(crew.group, by=staff)

    with time_machine.travel(TUESDAY - 2 * DAY, tick=False):
        desk.force_login(crew.group.memberships.get().user)
        assert listed(desk) == [NEW]
        desk.post(version.slots.get().answer_path, {"act": "confirm"})
        assert listed(desk) == []


def test_letter_to_a_crew_is_no_call(desk, crew, slot, staff):
    CrewMemberFactory(crew=crew)
    version = publish_schedule(crew.group, by=staff)
    answers = [
        desk.post(reverse(f"{SLOTS}_call", args=[letter.pk]), {"act": "told"})
        for letter in version.letters.order_by("kind")
    ]

    assert [one.status_code for one in answers] == [404, 302]


def test_list_is_in_the_order_of_the_days(desk, crew, staff):
    for day in (3, 1, 2):
        place(applied(crew), crew, hours(TUESDAY + day * DAY), by=staff)
    publish_schedule(crew.group, by=staff)

    calls = desk.get(CALLS).context["calls"]

    assert [call.told.day.day for call in calls] == [19, 20, 21]


def test_only_those_whom_no_letter_tells_are_on_the_list(desk, crew, staff, settings):
    places = [
        place(applied(crew, email=email), crew, hours(TUESDAY + n * DAY), by=staff)
        for n, email in enumerate(["", "a@example.org", "b@example.org"])
    ]
    publish_schedule(crew.group, by=staff)
    letters = ScheduleLetter.objects
    assert len(listed(desk)) == 1
    letters.filter(form=places[1].form).update(state="sent")
    letters.filter(form=places[2].form).update(state="quarantined", problem="refused")
    assert len(listed(desk)) == 2
    letters.filter(form=places[2].form).update(state="waiting", problem="")
    assert len(listed(desk)) == 1

    settings.HUB_SENDS_LETTERS = False

    assert len(listed(desk)) == 2
    # No letter of the portal goes out; one of the group's own can.
    assert 'href="mailto:b@example.org"' in desk.get(CALLS).text


@pytest.mark.parametrize(
    "end",
    [
        lambda slot, staff: withdraw(slot.form),
        lambda slot, staff: decline_slot(slot, by=staff),
        lambda slot, staff: cancel_slot(slot, by=staff),
        lambda slot, staff: slot.form.applicant.delete(),
    ],
)
def test_who_knows_or_is_gone_is_not_telephoned(desk, crew, slot, staff, end):
    publish_schedule(crew.group, by=staff)
    assert listed(desk) == [NEW]

    end(slot, staff)

    assert listed(desk) == []


def test_day_that_is_over_is_told_to_nobody(client, crew, slot, staff):
    publish_schedule(crew.group, by=staff)

    with time_machine.travel(TUESDAY + DAY, tick=False):
        user = MembershipFactory(group=crew.group).user
        client.force_login(user)
        assert listed(client) == []
        # Year after year nobody says that they were told: they are not even read.
        assert not ScheduleLetter.objects.unread().exists()


def test_another_groups_list_and_calls_are_none_of_hers(client, crew, slot, staff):
    publish_schedule(crew.group, by=staff)
    client.force_login(MembershipFactory(role="coordinator").user)

    assert client.get(CALLS, {"group": crew.group_id}).status_code == 404
    assert press(client, "told").status_code == 404
    assert CALLS not in client.get(reverse("admin:index")).text
    assert ScheduleLetter.objects.unread().count() == 1


def test_pages_of_the_plan_and_the_first_page_lead_to_the_list(desk, crew, slot, staff):
    pages = [reverse(f"{SLOTS}_changes"), reverse("admin:index")]
    publish_schedule(crew.group, by=staff)

    door = f'href="{CALLS}?group={crew.group_id}"'
    assert "На 1 заявител трябва да се обадите" in desk.get(pages[0]).text
    assert door in desk.get(pages[1]).text
    press(desk, "told")
    assert "трябва да се обадите" not in desk.get(pages[0]).text
    assert door not in desk.get(pages[1]).text


def test_first_page_leads_to_the_list_of_each_group(desk, crew, slot, staff):
    other = CrewFactory()
    user = crew.group.memberships.get().user
    MembershipFactory(user=user, group=other.group, role="coordinator")
    for day in (1, 2):
        place(applied(other), other, hours(TUESDAY + day * DAY), by=staff)
    for group in (crew.group, other.group):
        publish_schedule(group, by=staff)

    page = " ".join(desk.get(reverse("admin:index")).text.split())

    for group, count in ((crew.group, 1), (other.group, 2)):
        calls = desk.get(CALLS, {"group": group.pk}).context["calls"]
        assert len(calls) == count
        door = rf'href="{CALLS}\?group={group.pk}"> <span>[^<]*</span> <b>{count}</b>'
        assert re.search(door, page)


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_one_as_for_many(
    desk, crew, staff, count, django_assert_num_queries
):
    for number in range(count):
        place(applied(crew), crew, hours(TUESDAY + number * DAY), by=staff)
    publish_schedule(crew.group, by=staff)

    with django_assert_num_queries(14):
        assert len(desk.get(CALLS).context["calls"]) == count


@pytest.fixture
def told_slots_read():
    """The keys of the versions of which something is read meanwhile."""
    read = []

    def note(instance, **_told):
        read.append(instance.version_id)

    post_init.connect(note, sender=ToldSlot)
    yield read
    post_init.disconnect(note, sender=ToldSlot)


def test_list_reads_what_she_knows_and_what_is_new_of_however_many_versions(
    desk, crew, slot, staff, told_slots_read
):
    for day in range(4):
        move_slot(slot, crew, hours(TUESDAY + day * DAY), by=staff)
        publish_schedule(crew.group, by=staff)
        if day == 1:
            press(desk, "told")
    versions = crew.group.schedule_versions.order_by("number")
    told_slots_read.clear()

    assert len(calls_of(ScheduleLetter.objects.all())) == 1

    _first, known, _third, last = (version.pk for version in versions)
    assert {*told_slots_read} == {known, last}
