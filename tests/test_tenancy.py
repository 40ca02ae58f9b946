"""Nobody ever sees another group's things, by any door of the admin."""

import pytest
from django.contrib import admin
from django.urls import reverse

from hub.shared.audit import record
from partners.models import (
    ActionGroup,
    GroupSettlement,
    Membership,
    Organisation,
    User,
)
from places.models import Photo, Place, Route
from tests.factories import (
    ActionGroupFactory,
    CannedWordsFactory,
    GroupSettlementFactory,
    LetterFactory,
    MembershipFactory,
    OrganisationFactory,
    PhotoFactory,
    PhotoPairFactory,
    PlaceFactory,
    RouteFactory,
    SubmissionFactory,
    TakedownReportFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

OWNED = [
    "organisation",
    "actiongroup",
    "place",
    "photo",
    "photopair",
    "route",
    "submission",
    "takedownreport",
    "cannedwords",
    "letter",
]
# Reference data that every member may read; only superusers change them.
COMMON = ["territory", "category"]
CLOSED = ["user", "auditentry", "portal", "basemap"]
REGISTERED = list(admin.site._registry)  # noqa: SLF001 -- no public list
DOORS = ["change", "history", "delete"]


def group_of_things(marker):
    """One of everything, each bearing the marker in its words."""
    group = ActionGroupFactory(
        name_bg=f"Група{marker}",
        name_en=f"Group{marker}",
        slug=f"group-{marker.lower()}",
        organisation=OrganisationFactory(name_bg=f"Орг{marker}"),
    )
    person = UserFactory(email=f"{marker.lower()}@example.org", first_name=marker)
    MembershipFactory(user=person, group=group)
    GroupSettlementFactory(group=group)
    place = PlaceFactory(
        name_bg=f"Място{marker}", name_en=f"Place{marker}", group=group
    )
    submission = SubmissionFactory(
        group=group,
        place=place,
        sender_name=f"Име{marker}",
        contact=f"tel{marker}",
        place_text=f"при{marker}",
    )
    photo = PhotoFactory(
        place=place, submission=submission, caption_bg=f"Надпис{marker}"
    )
    things = {
        "organisation": group.organisation,
        "actiongroup": group,
        "place": place,
        "photo": photo,
        "route": RouteFactory(name_bg=f"Маршрут{marker}", group=group),
        "submission": submission,
        "takedownreport": TakedownReportFactory(
            photo=photo, text=f"снимка{marker}", contact=f"tel{marker}"
        ),
        "photopair": PhotoPairFactory(then=photo),
        "letter": LetterFactory(submission=submission),
        "cannedwords": CannedWordsFactory(group=group, text_bg=f"Текст{marker}"),
    }
    for thing in things.values():
        record("place.change", thing, actor=person)
    return person, things


@pytest.fixture
def two_groups():
    person, mine = group_of_things("MINE")
    _other, theirs = group_of_things("THEIRS")
    return person, mine, theirs


def address(model, door, *args):
    found = next(m for m in REGISTERED if name_of(m) == model)
    app = found._meta.app_label  # noqa: SLF001 -- the public way
    return reverse(f"admin:{app}_{model}_{door}", args=args)


def name_of(model):
    return model._meta.model_name  # noqa: SLF001 -- the public way


def text_of(answer):
    return answer.content.decode()


def says(answer, marker):
    return marker.lower() in text_of(answer).lower()


def test_every_registered_class_is_in_this_table():
    registered = {name_of(model) for model in REGISTERED}

    assert registered == {*OWNED, *COMMON, *CLOSED}


@pytest.mark.parametrize("model", OWNED)
def test_list_shows_own_things_alone(client, two_groups, model):
    client.force_login(two_groups[0])

    answer = client.get(address(model, "changelist"))

    assert says(answer, "MINE")
    assert not says(answer, "THEIRS")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("model", OWNED)
def test_object_of_another_group_does_not_exist(client, two_groups, model, door):
    person, mine, theirs = two_groups
    client.force_login(person)

    own = client.get(address(model, door, mine[model].pk))
    other = client.get(address(model, door, theirs[model].pk))

    assert own.status_code in (200, 403)
    assert not says(own, "THEIRS")
    assert other.status_code == 404
    assert not says(other, "THEIRS")


@pytest.mark.parametrize("model", OWNED)
def test_own_object_is_shown_with_its_history(client, two_groups, model):
    person, mine, _theirs = two_groups
    client.force_login(person)

    assert says(client.get(address(model, "change", mine[model].pk)), "MINE")
    assert says(client.get(address(model, "history", mine[model].pk)), "MINE")


@pytest.mark.parametrize("model", OWNED)
@pytest.mark.parametrize("door", ["change", "delete"])
def test_posting_to_another_groups_object_is_404(client, two_groups, model, door):
    person, _mine, theirs = two_groups
    client.force_login(person)

    answer = client.post(address(model, door, theirs[model].pk), {"post": "yes"})

    assert answer.status_code == 404


@pytest.mark.parametrize("model", OWNED)
def test_search_and_filters_tell_nothing_of_others(client, two_groups, model):
    person, mine, theirs = two_groups
    client.force_login(person)
    group = theirs["actiongroup"].pk

    for query in ("?q=THEIRS", f"?group__id__exact={group}", "?lane=all", "?e=1"):
        answer = client.get(address(model, "changelist") + query, follow=True)
        body = text_of(answer).replace("THEIRS", "", 2 * query.count("THEIRS"))
        assert mine[model].pk != theirs[model].pk
        assert "МястоTHEIRS" not in body
        assert "НадписTHEIRS" not in body
        assert "ГрупаTHEIRS" not in body


@pytest.mark.parametrize(
    ("app", "model", "field", "known"),
    [
        ("interest_forms", "submission", "place", True),
        ("partners", "actiongroup", "organisation", True),
        ("places", "place", "category", False),
    ],
)
def test_autocomplete_offers_own_things(client, two_groups, app, model, field, known):
    client.force_login(two_groups[0])
    query = {"app_label": app, "model_name": model, "field_name": field, "term": ""}

    answer = client.get(reverse("admin:autocomplete"), query)

    assert says(answer, "MINE") == known
    assert not says(answer, "THEIRS")


def test_group_choices_of_a_new_place_are_own_groups(client, two_groups):
    client.force_login(two_groups[0])

    answer = client.get(reverse("admin:places_place_add"))

    assert says(answer, "ГрупаMINE")
    assert not says(answer, "THEIRS")


def test_place_cannot_be_given_to_another_group(client, two_groups):
    person, mine, theirs = two_groups
    client.force_login(person)
    url = reverse("admin:places_place_change", args=[mine["place"].pk])
    form = {
        "name_bg": "Ново",
        "category": mine["place"].category_id,
        "point_lon": "23.5",
        "point_lat": "42.3",
        "precision": "exact",
    }

    refused = client.post(url, {**form, "group": theirs["actiongroup"].pk})
    kept = client.post(url, {**form, "group": mine["actiongroup"].pk})

    assert refused.status_code == 200
    assert kept.status_code == 302
    place = Place.objects.get(pk=mine["place"].pk)
    assert (place.name_bg, place.group) == ("Ново", mine["actiongroup"])


@pytest.mark.parametrize(
    ("model", "action"),
    [
        ("place", "unpublish"),
        ("photo", "approve"),
    ],
)
def test_actions_leave_other_groups_alone(client, two_groups, model, action):
    person, mine, theirs = two_groups
    client.force_login(person)
    ids = [mine[model].pk, theirs[model].pk]

    client.post(
        address(model, "changelist"), {"action": action, "_selected_action": ids}
    )

    for things, is_changed in ((mine, True), (theirs, False)):
        place = Place.objects.get(pk=things["place"].pk)
        photo = Photo.objects.get(pk=things["photo"].pk)
        changed = place.published is None or photo.state == "approved"
        assert changed == is_changed


@pytest.mark.parametrize("model", OWNED)
def test_export_holds_own_things_alone(client, two_groups, model):
    person, mine, theirs = two_groups
    client.force_login(person)
    ids = [mine[model].pk, theirs[model].pk]

    answer = client.post(
        address(model, "changelist"), {"action": "export", "_selected_action": ids}
    )

    assert answer["Content-Type"].startswith("text/csv")
    assert says(answer, "MINE")
    assert not says(answer, "THEIRS")


def test_inlines_hold_own_people(client, two_groups):
    person, mine, _theirs = two_groups
    client.force_login(person)
    url = reverse("admin:partners_actiongroup_change", args=[mine["actiongroup"].pk])

    answer = client.get(url)

    assert says(answer, "mine@example.org")
    assert not says(answer, "theirs@example.org")


@pytest.mark.parametrize("width", [320, 2000])
def test_pictures_of_another_group_do_not_exist(client, two_groups, width, settings):
    person, mine, theirs = two_groups
    client.force_login(person)
    for things in (mine, theirs):
        photo = things["photo"]
        for edge in (320, 1280):
            name = photo.rendition_name(edge, "webp")
            path = settings.HUB_RENDITIONS / name[:2] / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"RIFF")

    def statuses(things, submission):
        name = "admin:interest_forms_submission_picture"
        ids = [submission["submission"].pk, things["photo"].pk, width]
        plain = reverse("admin:places_photo_picture", args=ids[1:])
        answers = [client.get(reverse(name, args=ids)), client.get(plain)]
        return [answer.status_code for answer in answers]

    photo = mine["photo"]
    Photo.objects.filter(pk=photo.pk).update(width=2400, height=1600)
    name = photo.rendition_name(2000, "webp")
    (settings.HUB_RENDITIONS / name[:2] / name).write_bytes(b"RIFF")
    assert statuses(mine, mine) == [200, 200]
    assert statuses(theirs, theirs) == [404, 404]
    assert statuses(theirs, mine) == [404, 404]


def test_deciding_on_another_groups_submission_is_404(client, two_groups):
    person, _mine, theirs = two_groups
    client.force_login(person)
    ids = [theirs["submission"].pk]
    url = reverse("admin:interest_forms_submission_decide", args=ids)

    answer = client.post(url, {"act": "approve"})

    assert answer.status_code == 404
    assert Photo.objects.get(pk=theirs["photo"].pk).state == "pending"


def test_twins_of_another_group_are_not_told(client, two_groups):
    person, mine, theirs = two_groups
    Photo.objects.filter(pk=theirs["photo"].pk).update(sha256=mine["photo"].sha256)
    twin = PhotoFactory(
        place=mine["place"], sha256=mine["photo"].sha256, caption_bg="близнак"
    )
    client.force_login(person)
    ids = [mine["submission"].pk]

    answer = client.get(reverse("admin:interest_forms_submission_change", args=ids))

    assert f"/admin/places/photo/{twin.pk}/" in text_of(answer)
    assert f"/photo/{theirs['photo'].pk}/" not in text_of(answer)


def test_superuser_sees_both_groups(client, two_groups):
    client.force_login(UserFactory(is_superuser=True))

    answer = client.get(reverse("admin:places_place_changelist"))

    assert says(answer, "MINE")
    assert says(answer, "THEIRS")


@pytest.mark.parametrize("model", CLOSED)
def test_accounts_and_trail_are_closed_to_members(client, two_groups, model):
    person, _mine, _theirs = two_groups
    other = User.objects.exclude(pk=person.pk).first()
    client.force_login(person)

    assert client.get(address(model, "changelist")).status_code == 403
    assert client.get(address(model, "change", other.pk)).status_code == 404


@pytest.mark.parametrize("model", COMMON)
def test_common_data_are_read_by_members_and_changed_by_superusers(
    client, two_groups, model
):
    person, _mine, _theirs = two_groups
    client.force_login(person)

    assert client.get(address(model, "changelist")).status_code == 200
    assert client.get(address(model, "add")).status_code == 403


def test_no_door_shows_any_object_by_its_type(client, two_groups):
    person, _mine, theirs = two_groups
    client.force_login(person)

    answer = client.get(f"/admin/r/1/{theirs['submission'].pk}/")

    assert answer.status_code == 404


def test_unassigned_things_are_for_superusers(client, two_groups):
    person, _mine, _theirs = two_groups
    nobodys = PlaceFactory(group=None, name_bg="Ничие")
    client.force_login(person)

    assert client.get(address("place", "change", nobodys.pk)).status_code == 404
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(address("place", "change", nobodys.pk)).status_code == 200


def test_the_table_counts_all_owned_models():
    owned = [
        ActionGroup,
        GroupSettlement,
        Membership,
        Organisation,
        Photo,
        Place,
        Route,
    ]

    assert all(hasattr(model.objects.all(), "managed_by") for model in owned)
