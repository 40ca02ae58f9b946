"""The applicant reads her receipt, answers what she is asked, and takes leave."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hub.shared.models import AuditEntry
from interest_forms.actions import MOST_IN_A_ROW
from interest_forms.interest.steps import State, move
from interest_forms.interest.triage.choices import on_desk
from interest_forms.models import Applicant, StateChange, ToldSlot
from interest_forms.retention import apply_retention
from interest_forms.schedule.publishing import publish_schedule
from tests.factories import MembershipFactory, UserFactory
from tests.interest_factories import (
    TUESDAY,
    ApplicantFactory,
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A form about which the staff have a question."""
    row = ExpressionOfInterestFactory()
    move(row, State.NEEDS_INFO, reason="Кога мели?", by=UserFactory())
    return row


def say(client, row, text):
    act = {"act": "answer", "text": text}
    return client.post(row.get_absolute_url(), act, headers={"accept-language": "bg"})


def forget(client, row):
    client.post(row.get_absolute_url(), {"act": "forget"})


def said(row):
    """Her words, with where the form stood before and after."""
    steps = row.changes.filter(by=None)
    return list(steps.values_list("reason", "before", "after"))


def desk_of(client, row):
    """What the group's staff read of it."""
    client.force_login(MembershipFactory(group=row.group, role="coordinator").user)
    name = "admin:interest_forms_expressionofinterest_change"
    return client.get(reverse(name, args=[row.pk])).text


def test_question_is_answered_and_the_form_goes_back_to_be_looked_at(client, asked):
    page = client.get(asked.get_absolute_url()).text
    answer = say(client, asked, "В събота.")

    assert "Кога мели?" in page
    assert answer["Location"] == asked.get_absolute_url()
    assert said(asked) == [("В събота.", "needs_info", "screening")]


def test_every_other_answer_is_kept_with_its_time_and_the_same_one_once(client, asked):
    for text in ("В събота.", "В събота.", "Не, в неделя.", "Не, в неделя."):
        say(client, asked, text)

    assert said(asked) == [
        ("В събота.", "needs_info", "screening"),
        ("Не, в неделя.", "screening", "screening"),
    ]
    receipt = client.get(asked.get_absolute_url()).text
    assert receipt.count("Не, в неделя.") == 1
    staff = desk_of(client, asked)
    moment = timezone.localtime(asked.changes.last().at).isoformat()[:16]
    told = ["В събота.", "Не, в неделя.", f'datetime="{moment}']
    assert [words for words in told if words not in staff] == []


def test_same_words_answer_the_next_question_too(client, asked):
    say(client, asked, "Да.")
    move(asked, State.NEEDS_INFO, reason="И през юни?", by=UserFactory())

    say(client, asked, "Да.")

    assert said(asked) == [("Да.", "needs_info", "screening")] * 2


def test_words_of_the_staff_are_no_answer_of_hers(client, asked):
    move(asked, State.SCREENING, reason="В събота.", by=UserFactory())

    say(client, asked, "В събота.")

    assert said(asked) == [("В събота.", "screening", "screening")]


def test_answer_that_comes_late_is_kept_and_moves_nothing(client, asked):
    move(asked, State.ACCEPTED, by=UserFactory())

    for _time in range(2):
        say(client, asked, "Ключът е у Мария.")

    asked.refresh_from_db()
    assert asked.state == "accepted"
    assert said(asked) == [("Ключът е у Мария.", "accepted", "accepted")]
    assert AuditEntry.objects.filter(verb="interest.answer").count() == 1
    page = client.get(asked.get_absolute_url()).text
    assert "Ключът е у Мария." in page
    # More may be added until it is over.
    assert 'value="answer"' in page
    move(asked, State.DECLINED, by=UserFactory())
    assert 'value="answer"' not in client.get(asked.get_absolute_url()).text


def test_her_name_alone_is_deleted_and_her_offer_stays(client):
    row = ApplicantFactory().form
    ScheduleSlotFactory(form=row, crew__group=row.group, note="Търси Мария.")
    ScheduleSlotFactory(
        form=row, crew__group=row.group, state="declined", why_not="На лекар съм."
    )

    forget(client, row)

    row.refresh_from_db()
    assert (row.state, row.person_deleted is None) == ("submitted", False)
    assert not Applicant.objects.exists()
    said = row.slots.values_list("note", "why_not")
    assert {*said} == {("", "")}
    page = client.get(row.get_absolute_url()).text
    assert 'value="withdraw"' in page
    assert 'value="forget"' not in page


def test_whoever_takes_it_back_is_forgotten_at_once(client):
    row = ApplicantFactory().form
    move(row, State.DECLINED, reason="Писахме на Мария.", by=UserFactory())

    client.post(row.get_absolute_url(), {"act": "withdraw"})

    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert not Applicant.objects.exists()
    page = client.get(row.get_absolute_url()).text
    assert "Мария" not in page
    assert "0888" not in page


def test_who_is_forgotten_is_asked_no_more_and_leaves_no_more_words(client, asked):
    say(client, asked, "Мария.")
    move(asked, State.NEEDS_INFO, reason="Кога?", by=UserFactory())
    forget(client, asked)

    late = say(client, asked, "Аз съм Мария.")

    asked.refresh_from_db()
    assert (asked.state, late.status_code) == ("screening", 409)
    assert "Аз съм Мария." in late.text
    assert not asked.changes.exclude(reason="").exists()
    assert State.NEEDS_INFO not in [one.state for one in on_desk(asked)]
    shown = client.get(asked.get_absolute_url())
    assert "left-title" in shown.text
    assert 'value="withdraw"' in shown.text
    assert 'value="answer"' not in shown.text
    assert shown.context["words_go"] is None


@time_machine.travel(TUESDAY - timedelta(days=10), tick=False)
def test_who_is_forgotten_declines_her_day_without_words(client):
    slot = ScheduleSlotFactory()
    publish_schedule(slot.crew.group, by=UserFactory())
    told = ToldSlot.objects.get()
    forget(client, told.form)

    page = client.get(told.answer_path).text
    no = {"act": "decline", "why": "Болна съм, Мария."}
    answer = client.post(told.answer_path, no)

    assert 'name="why"' not in page
    assert "Болна съм, Мария." in answer.text
    slot.refresh_from_db()
    assert (slot.state, slot.why_not) == ("declined", "")
    assert slot.form.changes.get().reason == ""


def test_what_is_written_after_her_name_was_deleted_goes_on_schedule(client, settings):
    row = ApplicantFactory(form__state="accepted").form
    forget(client, row)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        row.notes.create(author=UserFactory(), text="Мария каза…")
        clock.shift(timedelta(days=settings.HUB_INTEREST_DAYS + 1))

        assert apply_retention()["applicants"] == 1
        assert apply_retention().get("applicants") is None

    assert not row.notes.exists()
    # What is chosen stays, with what she wrote of it.
    title = row.title
    row.refresh_from_db()
    assert row.title == title != ""


def test_words_that_nobody_asked_for_come_back(client):
    row = ExpressionOfInterestFactory()

    answer = say(client, row, "<b>Ало?</b>")

    assert (answer.status_code, said(row)) == (409, [])
    assert "&lt;b&gt;Ало?&lt;/b&gt;" in answer.text


def test_answer_that_is_too_long_comes_back_whole(client, asked):
    text = "Дълго " * 200 + "край"

    answer = say(client, asked, text)

    assert (answer.status_code, text in answer.text) == (422, True)
    assert said(asked) == []


def test_nobody_answers_without_end(client, asked):
    StateChange.objects.bulk_create(
        StateChange(form=asked, before="screening", after="screening", reason=f"{one}")
        for one in range(MOST_IN_A_ROW)
    )
    move(asked, State.SCREENING, by=UserFactory())

    answer = say(client, asked, "Още нещо.")

    assert (answer.status_code, "Още нещо." in answer.text) == (409, True)
    assert len(said(asked)) == MOST_IN_A_ROW
