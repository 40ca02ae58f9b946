"""Many at once: first a look at what will happen to each, then the decision."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from hub.shared.models import AuditEntry
from interest_forms.models import Submission
from partners.models import Membership
from places.actions import approve_photos
from places.models import Photo
from tests.factories import (
    CannedWordsFactory,
    MembershipFactory,
    PhotoFactory,
    PhotoPairFactory,
    PlaceFactory,
    SettlementFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.interest_forms.desk import QUEUE, sent, states

pytestmark = pytest.mark.django_db
BULK = QUEUE + "bulk/"


def choose(client, *submissions, act="approve"):
    ids = [one.pk for one in submissions]
    data = {"action": act, "_selected_action": ids}
    return client.post(QUEUE + "?lane=all", data, headers={"accept-language": "en"})


def test_preview_changes_nothing_and_tells_what_is_left_out(client, moderator, place):
    free, held = sent(place, photos=2), sent(place, held=Submission.Held.TOO_MANY)
    homeless = SubmissionFactory(group=place.group)
    PhotoFactory(place=None, group=place.group, submission=homeless)
    of_child = sent(place)
    of_child.photos.update(awaits_guardian=True)

    answer = choose(client, free, held, homeless, of_child)

    assert {line.photo.submission for line in answer.context["ready"]} == {free}
    assert {line.obstacle for line in answer.context["left_out"]} == {
        "held for checking: release it first",
        "no place chosen yet",
        "a parent or guardian has not agreed yet",
    }
    assert states(free) == ["pending", "pending"]


def test_what_is_ticked_is_approved_and_nothing_else(client, moderator, place):
    one, other = sent(place, photos=2), sent(place)
    ticked = one.photos.order_by("pk").first()

    client.post(BULK, {"act": "approve", "photo": [ticked.pk]})

    assert states(one) == ["approved", "pending"]
    assert states(other) == ["pending"]
    assert AuditEntry.objects.filter(verb="photo.approved").count() == 1


def test_held_photo_is_not_approved_though_its_number_is_sent(client, moderator, place):
    held = sent(place, held=Submission.Held.TOO_MANY)

    client.post(BULK, {"act": "approve", "photo": [held.photos.get().pk]})

    assert states(held) == ["pending"]


def test_photo_of_another_group_is_neither_shown_nor_decided(client, moderator):
    other = sent(PlaceFactory())

    answer = choose(client, other)
    client.post(BULK, {"act": "approve", "photo": [other.photos.get().pk]})

    assert not answer.context["ready"] + answer.context["left_out"]
    assert states(other) == ["pending"]


def test_editor_decides_on_nothing(client, place):
    role = Membership.Role.EDITOR
    client.force_login(MembershipFactory(group=place.group, role=role).user)
    submission = sent(place)

    client.post(BULK, {"act": "approve", "photo": [submission.photos.get().pk]})

    assert states(submission) == ["pending"]


def test_many_are_declined_with_one_reason(client, moderator, place):
    one, other = sent(place), sent(place)
    ids = list(Photo.objects.values_list("pk", flat=True))

    without = client.post(BULK, {"act": "decline", "photo": ids})
    assert len(without.context["ready"]) == 2

    client.post(BULK, {"act": "decline", "photo": ids, "reason": "duplicate"})
    assert states(one) + states(other) == ["declined", "declined"]


def test_each_sender_of_many_reads_the_ready_made_words_in_her_language(
    client, moderator, place
):
    greek, bulgarian = sent(place, language="el"), sent(place, photos=2)
    words = {"text_bg": "Вече е при нас.", "text_el": "Την έχουμε."}
    CannedWordsFactory(group=place.group, code="duplicate", **words)
    ids = list(Photo.objects.values_list("pk", flat=True))

    client.post(BULK, {"act": "decline", "photo": ids, "reason": "duplicate"})

    said = bulgarian.photos.values_list("reason_text", flat=True)
    assert list(said) == ["Вече е при нас."] * 2
    assert greek.photos.get().reason_text == "Την έχουμε."
    client.post(reverse("admin:interest_forms_submission_undo"))
    assert states(greek) + states(bulgarian) == ["pending"] * 3


def test_preview_says_that_a_fragile_place_needs_a_second_person(
    client, moderator, place
):
    fragile = PlaceFactory(group=place.group, needs_two_people=True)
    usual, new, seen, mine = sent(place), sent(fragile), sent(fragile), sent(fragile)
    approve_photos(seen.photos.all(), by=UserFactory())
    approve_photos(mine.photos.all(), by=moderator)

    context = choose(client, usual, new, seen, mine).context

    notes = {line.photo.submission: line.note for line in context["ready"]}
    assert "you are the second" in notes.pop(seen)
    assert "once a second person" in notes.pop(new)
    assert notes == {usual: ""}
    assert [line.photo.submission for line in context["left_out"]] == [mine]

    ids = [one.photos.get().pk for one in (usual, new, seen)]
    answer = client.post(
        BULK,
        {"act": "approve", "photo": ids},
        follow=True,
        headers={"accept-language": "en"},
    )
    assert states(usual) + states(new) + states(seen) == [
        *("approved", "pending", "approved")
    ]
    told = [str(message) for message in answer.context["messages"]]
    assert told[0] == "2 photos approved."
    assert "waits for a second person" in told[1]
    assert len(told) == 2


def test_many_are_taken_back_at_once(client, moderator, place):
    one, other = sent(place), sent(place, photos=2)
    ids = list(Photo.objects.values_list("pk", flat=True))
    client.post(BULK, {"act": "approve", "photo": ids})

    client.post(reverse("admin:interest_forms_submission_undo"))

    assert states(one) + states(other) == ["pending"] * 3


def test_decided_meanwhile_is_told(client, moderator, place):
    submission = sent(place)
    submission.photos.update(state=Photo.State.DECLINED, reason="blurred")
    data = {"act": "approve", "photo": [submission.photos.get().pk]}

    answer = client.post(BULK, data, follow=True, headers={"accept-language": "en"})

    told = [str(message) for message in answer.context["messages"]]
    assert "1 photo was decided on by somebody else meanwhile." in told


@pytest.mark.parametrize("count", [2, 40])
def test_bulk_approval_takes_as_many_queries_for_two_as_for_forty(
    client, moderator, place, count, django_assert_num_queries
):
    sent(place, photos=count)
    ids = list(Photo.objects.values_list("pk", flat=True))
    ContentType.objects.get_for_model(Photo)

    with django_assert_num_queries(19):
        client.post(BULK, {"act": "approve", "photo": ids})


# ---- Filters of the queue


def listed(client, query):
    return list(client.get(QUEUE + query).context["cl"].result_list)


def test_queue_is_narrowed_by_village_and_place(client, moderator, place):
    village = SettlementFactory()
    here = PlaceFactory(group=place.group, territory=village)
    at_place, elsewhere = sent(here, days=3), sent(place, days=2)
    in_words = SubmissionFactory(
        group=place.group, territory=village, received=timezone.now()
    )
    PhotoFactory(place=None, group=place.group, submission=in_words)

    assert listed(client, f"?village={village.pk}") == [at_place, in_words]
    assert listed(client, f"?place={place.pk}") == [elsewhere]
    assert listed(client, "?village=x") == [at_place, elsewhere, in_words]


def test_villages_are_offered_with_how_many_wait(client, moderator, place):
    village = SettlementFactory()
    sent(PlaceFactory(group=place.group, territory=village))
    sent(PlaceFactory(territory=SettlementFactory()))

    specs = client.get(QUEUE).context["cl"].filter_specs
    offered = next(one for one in specs if one.parameter_name == "village")

    assert offered.lookup_choices == [(village.pk, f"{village} (1)")]


def test_queue_is_narrowed_by_the_call_it_answers(client, moderator, place):
    shown = PlaceFactory(group=place.group)
    day = timezone.localdate()
    PhotoFactory(place=shown, taken=day.replace(month=7, day=1), public=True)
    first, winter = sent(place, days=4), sent(shown, days=3)
    pair = sent(shown, days=2)
    PhotoPairFactory(now=pair.photos.get())
    entered = sent(shown, days=1, entered_by=moderator)

    assert listed(client, "?campaign=photo") == [first]
    assert listed(client, "?campaign=winter") == [first, winter, pair, entered]
    assert listed(client, "?campaign=then") == [pair]
    assert listed(client, "?campaign=meeting") == [entered]
    assert listed(client, "?campaign=x") == [first, winter, pair, entered]


def test_queue_is_narrowed_by_age_and_language(client, moderator, place):
    young = sent(place, days=1, language="el")
    old = sent(place, days=8)

    assert listed(client, "?age=red") == [old]
    assert listed(client, "?language__exact=el") == [young]
