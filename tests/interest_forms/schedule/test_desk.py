"""The coordinator gives objects their days: pages that work without a script."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from interest_forms.models import ScheduleSlot, Unavailability
from tests.factories import MembershipFactory
from tests.interest_factories import (
    TUESDAY,
    ApplicantFactory,
    CrewFactory,
    EquipmentFactory,
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
    hours,
)

pytestmark = pytest.mark.django_db
SLOTS = reverse("admin:interest_forms_scheduleslot_changelist")
TIME = {"day": "2027-05-18", "hour": "10:00", "minutes": "90"}


@pytest.fixture(autouse=True)
def travels():
    with time_machine.travel(datetime(2027, 5, 10, 9, tzinfo=UTC), tick=False) as moved:
        yield moved


@pytest.fixture
def coordinator(client, crew):
    user = MembershipFactory(group=crew.group).user
    client.force_login(user)
    return user


@pytest.fixture
def interest(crew):
    form = ExpressionOfInterestFactory(group=crew.group, state="accepted")
    ApplicantFactory(form=form)
    return form


def place_page(form):
    return reverse("admin:interest_forms_scheduleslot_place", args=[form.pk])


def page_of(slot):
    return reverse("admin:interest_forms_scheduleslot_change", args=[slot.pk])


def test_object_that_waits_gets_a_proposed_day_by_one_button(
    client, coordinator, crew, interest
):
    drone = EquipmentFactory(group=crew.group, name="Дрон")
    page = client.get(SLOTS).text
    assert place_page(interest) in page
    form_page = reverse(
        "admin:interest_forms_expressionofinterest_change", args=[interest.pk]
    )
    assert place_page(interest) in client.get(form_page).text
    page = client.get(place_page(interest)).text
    assert "вторник, 11 май 2027, 09:00–10:30" in page

    asked = {
        "suggested": f"{crew.pk}@2027-05-11T09:00:00+03:00",
        "equipment": drone.pk,
        "note": "Ключът е у кмета.",
    }
    answer = client.post(place_page(interest), asked, follow=True)

    slot = ScheduleSlot.objects.get()
    assert slot.span == hours(datetime(2027, 5, 11, 6, tzinfo=UTC))
    assert list(slot.equipment.all()) == [drone]
    assert slot.note in answer.text
    assert answer.redirect_chain == [(page_of(slot), 302)]
    assert page_of(slot) in client.get(form_page).text


def test_what_speaks_against_a_time_is_told_before_it_is_taken(
    client, coordinator, crew, interest
):
    sunday = TIME | {"crew": crew.pk, "day": "2027-05-16"}

    asked = client.post(place_page(interest), sunday)
    assert asked.status_code == 422
    assert "Екипът не работи в този ден." in asked.text
    assert 'value="2027-05-16"' in asked.text
    client.post(place_page(interest), sunday | {"anyway": "on"})

    assert ScheduleSlot.objects.get().day.isoformat() == "2027-05-16"


def test_taken_time_is_refused_with_who_is_where(client, coordinator, crew, interest):
    ScheduleSlotFactory(crew=crew, form__title="Водопад")

    answer = client.post(place_page(interest), TIME | {"crew": crew.pk})

    assert answer.status_code == 422
    assert "Екип Рила тогава е при „Водопад“ (10:00–11:30)" in answer.text


def test_suggestion_of_yesterdays_page_is_not_taken_unseen(
    client, coordinator, crew, interest, travels
):
    old = {"suggested": f"{crew.pk}@2027-05-11T09:00:00+03:00@"}
    travels.move_to(datetime(2027, 5, 12, 9, tzinfo=UTC))

    answer = client.post(place_page(interest), old)

    assert "Този час е минал." in answer.text
    assert not ScheduleSlot.objects.exists()


def test_what_speaks_against_a_time_for_rain_is_told_first(client, coordinator, crew):
    slot = ScheduleSlotFactory(crew=crew)
    sunday = {"act": "backup", "backup-day": "2027-05-23", "backup-hour": "10:00"}

    told = client.post(page_of(slot), sunday)

    assert "Екипът не работи в този ден." in told.text
    assert ScheduleSlot.objects.get() == slot
    client.post(page_of(slot), sunday | {"anyway": "on"})
    assert ScheduleSlot.objects.filter(state="backup").exists()


def test_reason_for_what_cannot_be_done_any_more_stays_written(
    client, coordinator, crew
):
    slot = ScheduleSlotFactory(crew=crew, state="cancelled")

    answer = client.post(page_of(slot), {"act": "decline", "reason": "Жънем."})

    assert answer.status_code == 422
    assert "Жънем." in answer.text


def test_visit_is_moved_kept_for_rain_and_filmed_on_its_page(
    client, coordinator, crew, travels
):
    slot = ScheduleSlotFactory(crew=crew)
    page = page_of(slot)

    def act(name, **told):
        answer = client.post(page, {"act": name, **told})
        assert answer.status_code == 302
        slot.refresh_from_db()

    act("move", crew=crew.pk, **TIME | {"hour": "13:00"})
    assert slot.span == hours(TUESDAY + timedelta(hours=3))
    act("confirm")
    assert slot.state == "confirmed"
    act("backup", **{"backup-day": "2027-05-20", "backup-hour": "13:00"})
    assert "четвъртък, 20 май 2027, 13:00–14:30" in client.get(page).text
    act("rain")
    backup = ScheduleSlot.objects.get(state="planned")
    page = page_of(backup)
    assert 'value="rain"' not in client.get(page).text
    act_there = {"act": "backup", "backup-day": "2027-05-19", "backup-hour": "13:00"}
    client.post(page, act_there)
    assert 'value="rain"' in client.get(page).text
    too_early = client.post(page, {"act": "result", "photos": "40"})
    assert "Денят на това посещение още не е дошъл." in too_early.text
    travels.move_to(backup.span.upper)
    assert 'value="rain"' not in client.get(page).text
    act("result", photos="40", release_signed="2027-05-20")
    assert "Материалът е обработен" in client.get(page).text
    act("ready")

    backup.refresh_from_db()
    assert (backup.state, backup.photos) == ("done", 40)
    assert backup.form.state == "processed"


def test_declined_visit_leaves_the_object_waiting(client, coordinator, crew):
    slot = ScheduleSlotFactory(crew=crew)

    client.post(page_of(slot), {"act": "decline", "reason": "Жънем."})

    assert "Жънем." in client.get(page_of(slot)).text
    assert place_page(slot.form) in client.get(SLOTS).text


def test_editor_reads_a_visit_and_changes_nothing_of_it(client, crew):
    slot = ScheduleSlotFactory(crew=crew)
    client.force_login(MembershipFactory(group=crew.group, role="editor").user)

    page = client.get(page_of(slot)).text
    assert slot.form.title in page
    assert 'name="act"' not in page
    assert client.post(page_of(slot), {"act": "cancel"}).status_code == 403
    slot.refresh_from_db()
    assert slot.state == "planned"


def test_mistakes_are_told_and_nothing_is_lost(client, coordinator, crew):
    slot = ScheduleSlotFactory(crew=crew)

    for wrong in ({"act": "move", "day": "утре"}, {"act": "dance"}, {"act": "rain"}):
        assert client.post(page_of(slot), wrong).status_code == 422

    slot.refresh_from_db()
    assert (slot.span, slot.state) == (hours(TUESDAY), "planned")


def test_absence_is_written_by_the_groups_own_clock(client, coordinator, crew):
    url = reverse("admin:interest_forms_unavailability_add")
    crew.group.time_zone = "Europe/Paris"
    crew.group.save()
    away = {"crew": crew.pk, "equipment": "", "why": "отпуск"}

    wrong = client.post(
        url, away | {"starts": "2027-05-19T09:00", "ends": "2027-05-18T09:00"}
    )
    assert "Така би свършило, преди да започне." in wrong.text
    client.post(url, away | {"starts": "2027-05-18T09:00", "ends": "2027-05-18T10:30"})

    row = Unavailability.objects.get()
    assert row.span == hours(datetime(2027, 5, 18, 7, tzinfo=UTC))
    page = reverse("admin:interest_forms_unavailability_change", args=[row.pk])
    assert 'value="2027-05-18T09:00"' in client.get(page).text


def test_absence_is_written_where_she_may_plan_and_nowhere_else(
    client, coordinator, crew
):
    other = CrewFactory()
    MembershipFactory(user=coordinator, group=other.group, role="editor")
    url = reverse("admin:interest_forms_unavailability_add")
    away = {"starts": "2027-05-18T09:00", "ends": "2027-05-18T10:30"}

    refused = client.post(url, away | {"crew": other.pk})
    assert "crew" in refused.context["adminform"].form.errors
    assert not Unavailability.objects.exists()


def test_days_of_a_crew_are_ticked(client, coordinator, crew):
    url = reverse("admin:interest_forms_crew_change", args=[crew.pk])
    told = {
        "group": crew.group_id,
        "name": "Екип Пирин",
        "weekdays": ["1", "5"],
        "day_begins": "08:00",
        "day_ends": "12:00",
        "slots_a_day": "2",
        "minutes_a_slot": "90",
        "territory": crew.territory_id,
        "members-TOTAL_FORMS": "0",
        "members-INITIAL_FORMS": "0",
    }

    too_many = client.post(url, told | {"slots_a_day": "9"})
    assert "Толкова обекти не се събират" in too_many.text
    assert client.post(url, told).status_code == 302

    crew.refresh_from_db()
    assert (crew.name, crew.weekdays) == ("Екип Пирин", [1, 5])


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_visits_takes_as_many_queries_as_one(
    client, coordinator, crew, count, django_assert_num_queries
):
    for number in range(count):
        day = TUESDAY + timedelta(days=number)
        ScheduleSlotFactory(crew=crew, span=hours(day))
        ExpressionOfInterestFactory(group=crew.group, state="accepted")

    with django_assert_num_queries(13):
        client.get(SLOTS)


def test_material_of_a_visit_that_was_not_filmed_is_not_made_ready(
    client, coordinator, crew, interest
):
    slot = ScheduleSlotFactory(crew=crew, form=interest)

    answer = client.post(page_of(slot), {"act": "ready"})

    interest.refresh_from_db()
    assert answer.status_code == 422
    assert "При това посещение нищо не е заснето" in answer.text
    assert interest.state == "accepted"
