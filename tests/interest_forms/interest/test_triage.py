"""The group's desk for forms of interest: board, table, and the page of one form."""

import re

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from hub.shared.audit import history
from interest_forms.interest.forgetting import forget_applicant
from interest_forms.interest.triage.board import COUNTED
from interest_forms.models import (
    Applicant,
    CallQuota,
    ExpressionOfInterest,
    InterestObject,
)
from places.actions import hand_over_place
from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    PhotoFactory,
    PlaceFactory,
    SettlementFactory,
    SubmissionFactory,
    TraditionFactory,
)
from tests.interest_factories import (
    ApplicantFactory,
    ExpressionOfInterestFactory,
    InterestCallFactory,
)
from tests.interest_forms.interest.desk import BOARD, desk_of, form_of, state_of

pytestmark = pytest.mark.django_db

TABLE = "/admin/interest_forms/expressionofinterest/"


# ---- The board


def test_board_shows_forms_of_own_group_by_state(client, coordinator, group):
    form_of(group, title="Мелницата", state="screening")
    form_of(group, title="Пазарът", held="honeypot")
    ExpressionOfInterestFactory(title="Чуждото")

    page = client.get(BOARD)

    shown = {
        one.column.name: [card.title for card in one.cards]
        for one in page.context["columns"]
        if one.cards
    }
    assert shown == {"screening": ["Мелницата"]}


def test_long_column_is_counted_to_99_and_leads_to_the_table(
    client, coordinator, group
):
    ExpressionOfInterest.objects.bulk_create(
        ExpressionOfInterestFactory.build(group=group, territory=None)
        for _number in range(COUNTED + 1)
    )

    first, *_others = client.get(BOARD).context["columns"]

    assert (len(first.cards), first.count_text) == (8, "99+")
    assert client.get(first.table_url).context["cl"].result_count == COUNTED + 1


def test_next_step_is_taken_from_a_card(client, coordinator, group):
    form = form_of(group, state="screening")

    answer = client.post(BOARD, {"step": f"{form.pk}:accepted"})

    assert answer["Location"] == BOARD
    assert state_of(form) == "accepted"
    assert form.changes.get().by == coordinator
    assert [entry.verb for entry in history(form)] == ["interest.step"]


@pytest.mark.parametrize("step", ["declined", "scheduled", "published", ""])
def test_card_takes_no_other_step(client, coordinator, group, step):
    form = form_of(group, state="screening")

    client.post(BOARD, {"step": f"{form.pk}:{step}"})

    assert state_of(form) == "screening"


def test_moderator_of_another_group_finds_no_such_form(client, coordinator):
    form = ExpressionOfInterestFactory(state="screening")

    answer = client.post(BOARD, {"step": f"{form.pk}:accepted"})

    assert (answer.status_code, state_of(form)) == (404, "screening")


@pytest.mark.parametrize("count", [1, 3])
def test_board_takes_nine_queries(
    client, coordinator, group, django_assert_num_queries, count
):
    call = InterestCallFactory(group=group)
    for number in range(count):
        CallQuota.objects.create(call=call, kind=["", "story", "event"][number], most=2)
        for state in ("submitted", "accepted", "duplicate"):
            form_of(group, call=call, state=state)
    client.get(BOARD)

    with django_assert_num_queries(9):
        client.get(BOARD)


@pytest.mark.parametrize("count", [1, 3])
def test_table_takes_eight_queries(
    client, coordinator, group, django_assert_num_queries, count
):
    for _number in range(count):
        form_of(group, call=InterestCallFactory(group=group))
        ApplicantFactory(form=form_of(group))
    client.get(TABLE)

    with django_assert_num_queries(8):
        client.get(TABLE)


@pytest.mark.parametrize(
    "words", ["воденица", "vodenitsa", "001 002 003", "мария", "читалище"]
)
def test_form_is_found_by_title_code_and_applicant(client, coordinator, group, words):
    form = form_of(group, title="Старата воденица", code="001002003")
    ApplicantFactory(form=form, organisation="Читалище „Пробуда“")
    form_of(group, title="Друго", code="111222333")

    page = client.get(TABLE, {"q": words})

    assert list(page.context["cl"].result_list) == [form]


def test_table_tells_what_and_where_beneath_the_name(
    client, coordinator, group, village
):
    form_of(group, title="<b>Стан</b>", kind="product", territory=village)
    form_of(group, title="Мост", territory=None, score="4.25", is_disputed=True)

    text = client.get(TABLE).text

    facts = r'>([^<]*)</span><span class="row-facts">([^<]*)<'
    assert re.findall(facts, text) == [
        ("Мост", "забележителност"),
        ("&lt;b&gt;Стан&lt;/b&gt;", f"местен продукт · {village}"),
    ]
    # The score is written like any number, also beside the sign of a dispute.
    assert '<td class="field-score_shown">4,25 <span' in text


# ---- One form


def test_page_tells_what_the_applicant_told(client, coordinator, group, village):
    form = form_of(
        group, title="Тепавица", territory=village, months=[5], from_hour="10:00"
    )
    ApplicantFactory(form=form, name="Стоян Колев", email="stoyan@example.org")

    text = client.get(desk_of(form), headers={"accept-language": "bg"}).text

    told = [
        "Тепавица",
        "Белчин",
        "Стоян Колев",
        "stoyan@example.org",
        "май",
        "от 10:00",
    ]
    assert [words for words in told if words not in text] == []


def test_photos_are_shown_until_their_place_comes_to_another_group(
    client, coordinator, group
):
    place = PlaceFactory(group=group)
    sent = SubmissionFactory(group=group, place=place)
    PhotoFactory(submission=sent, group=group, place=place)
    form = form_of(group, submission=sent)
    assert len(client.get(desk_of(form)).context["photos"]) == 1

    place.group = ActionGroupFactory()
    hand_over_place(place, by=coordinator)

    assert client.get(desk_of(form)).context["photos"] == []


@pytest.mark.parametrize("state", ["needs_info", "declined"])
def test_step_that_needs_a_reason_is_not_taken_without(
    client, coordinator, group, state
):
    form = form_of(group, state="screening")
    step = {"act": "step", "state": state}

    # Of the second nothing would be kept.
    for nothing in (" ", "\x00\u200b"):
        refused = client.post(desk_of(form), {**step, "reason": nothing})
        assert (refused.status_code, state_of(form)) == (422, "screening")

    client.post(desk_of(form), {**step, "reason": "Пътят е затворен."})
    assert state_of(form) == state
    assert form.changes.get().reason == "Пътят е затворен."


def test_who_tells_the_staff_that_she_withdraws_is_forgotten_too(
    client, coordinator, group
):
    form = ApplicantFactory(form=form_of(group, state="accepted")).form

    client.post(desk_of(form), {"act": "step", "state": "withdrawn"})

    assert state_of(form) == "withdrawn"
    assert not Applicant.objects.exists()


def test_day_is_given_by_the_schedule_alone(client, coordinator, group):
    form = form_of(group, state="accepted")

    answer = client.post(desk_of(form), {"act": "step", "state": "scheduled"})

    assert (answer.status_code, state_of(form)) == (422, "accepted")


def test_what_a_colleague_has_decided_is_not_turned_by_an_old_page(
    client, coordinator, group
):
    form = form_of(group, state="declined")
    step = {"act": "step", "state": "accepted", "seen": "screening", "reason": "Да!"}

    late = client.post(desk_of(form), step)
    card = form_of(group, state="reserve")
    client.post(BOARD, {"step": f"{card.pk}:accepted:screening"})
    known = {"act": "known", "same": f"form:{card.pk}", "seen": "screening"}
    client.post(desk_of(form), known)

    assert (late.status_code, "Да!" in late.text) == (422, True)
    assert [state_of(one) for one in (form, card)] == ["declined", "reserve"]
    client.post(desk_of(form), {**step, "seen": "declined"})
    assert state_of(form) == "accepted"


def test_words_of_a_step_that_cannot_be_taken_any_more_are_not_lost(
    client, coordinator, group
):
    form = form_of(group, state="published")
    step = {"act": "step", "state": "declined", "reason": "Пътят е затворен."}

    late = client.post(desk_of(form), step)

    assert (late.status_code, "Пътят е затворен." in late.text) == (422, True)


def test_what_visitors_do_not_see_is_not_called_published(client, coordinator, group):
    form = form_of(group, state="processed")
    step = {"act": "step", "state": "published"}
    place = PlaceFactory(group=group, published=None)

    client.post(desk_of(form), step)
    InterestObject.objects.create(form=form, place=place)
    client.post(desk_of(form), step)

    assert state_of(form) == "processed"


def test_like_forms_and_places_are_offered_with_how_far_they_are(
    client, coordinator, group, village
):
    here = Point(23.3601, 42.3601, srid=4326)
    form = form_of(group, title="Старата воденица", territory=village, point=here)
    twin = form_of(group, title="Стара воденица", territory=village)
    form_of(group, title="Тракийска могила", territory=village)
    mill = PlaceFactory(name_bg="Воденица", group=group, point=here)

    page = client.get(desk_of(form)).context

    assert [one.thing for one in page["others"]] == [twin]
    _words, places = page["known"][0]
    assert [(one.thing, one.metres) for one in places] == [(mill, 0)]


def test_feasts_of_the_village_are_offered_and_linked(
    client, coordinator, group, village
):
    form = form_of(group, title="Кукерски ден", kind="tradition", territory=village)
    feast = EventFactory(name_bg="Кукерски ден", group=group, territory=village)
    custom = TraditionFactory(name_bg="Кукери – кукерски ден", group=group)
    custom.territories.add(village)
    EventFactory(name_bg="Кукерски ден", territory=village, published=None)
    far = SettlementFactory(name_bg="Видин", point=Point(22.88, 43.99, srid=4326))
    EventFactory(name_bg="Кукерски ден", group=group, territory=far)

    _words, found = client.get(desk_of(form)).context["known"][1]
    client.post(desk_of(form), {"act": "known", "same": f"tradition:{custom.pk}"})

    assert {(one.thing, one.metres) for one in found} == {(feast, 0), (custom, 0)}
    form.refresh_from_db()
    assert (form.state, form.tradition) == ("duplicate", custom)


def test_form_is_called_known_with_the_other_or_the_place(client, coordinator, group):
    first, second, third = (form_of(group, state="screening") for _ in range(3))
    mill = PlaceFactory(group=group)
    act = {"act": "known"}

    client.post(desk_of(second), {**act, "same": f"form:{first.pk}"})
    client.post(desk_of(third), {**act, "same": f"place:{mill.pk}"})
    strange = ExpressionOfInterestFactory()
    hidden = PlaceFactory(published=None)
    strangers = (f"form:{strange.pk}", f"place:{hidden.pk}")
    refused = [client.post(desk_of(first), {**act, "same": one}) for one in strangers]

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, second.duplicate_of) == ("duplicate", first)
    assert (third.state, third.place) == ("duplicate", mill)
    assert [one.status_code for one in refused] == [422, 422]
    assert state_of(first) == "screening"


def test_two_forms_are_never_each_others_twins(client, coordinator, group):
    first, second = (form_of(group, state="screening") for _ in range(2))
    client.post(desk_of(second), {"act": "known", "same": f"form:{first.pk}"})

    client.post(desk_of(first), {"act": "known", "same": f"form:{second.pk}"})

    assert state_of(first) == "screening"


def test_held_form_comes_to_the_others_when_a_person_sent_it(
    client, coordinator, group
):
    form = form_of(group, held="links")

    client.post(desk_of(form), {"act": "release"})

    columns = client.get(BOARD).context["columns"]
    assert columns[0].cards == [form]


@pytest.mark.parametrize(
    ("state", "is_held"), [("accepted", False), ("declined", True)]
)
def test_what_staff_take_on_was_sent_by_a_person(
    client, coordinator, group, state, is_held
):
    form = form_of(group, held="links")

    client.post(desk_of(form), {"act": "step", "state": state, "reason": "Реклама."})

    form.refresh_from_db()
    assert (form.state, bool(form.held)) == (state, is_held)


def test_colleagues_tell_one_another_what_the_applicant_does_not_read(
    client, coordinator, group
):
    form = form_of(group)
    name = "admin:interest_forms_expressionofinterest_note"

    client.post(reverse(name, args=[form.pk]), {"text": "Обадих се два пъти."})

    assert "Обадих се два пъти." in client.get(desk_of(form)).text
    assert form.notes.get().author == coordinator


def test_notes_about_an_applicant_go_with_her_name(client, coordinator, group):
    form = form_of(group)
    ApplicantFactory(form=form)
    name = "admin:interest_forms_expressionofinterest_note"
    client.post(reverse(name, args=[form.pk]), {"text": "Мария е в болница."})

    forget_applicant(form)

    assert not form.notes.exists()
