"""What visitors and staff are told of packs, and how browsers get their files."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from hub.packs.models import OfflinePack
from tests.factories import (
    MembershipFactory,
    OfflinePackFactory,
    PhotoFactory,
    PlaceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/bg/groups/samokov/offline/"
LIST = reverse("admin:packs_offlinepack_changelist")


def test_page_tells_size_day_and_contents_before_anything_is_fetched(
    client, make, group
):
    PlaceFactory(group=group)
    # Nothing is promised before it is there.
    assert "тази нощ" in client.get(PAGE).text

    pack = make()

    told = client.get(PAGE).text
    assert "карта, 1 място" in told
    assert "КБ" in told
    with override("bg"):
        assert pack.contents == "карта, 1 място"
    assert PAGE in client.get("/bg/groups/samokov/").text
    assert PAGE in client.get("/bg/map/?group=samokov").text
    assert PAGE in client.get("/bg/packs/").text
    # In Greek there is none yet.
    assert client.get("/el/groups/samokov/offline/manifest.json").status_code == 404


def test_browser_gets_what_the_manifest_names(client, make, group):
    PlaceFactory(group=group)
    pack = make()

    manifest = client.get(f"{PAGE}manifest.json").json()

    assert manifest["files"] == pack.files
    assert (manifest["version"], manifest["size"]) == (1, pack.size)
    digest, size, *_rest = manifest["files"][PAGE]
    answer = client.get(f"/packs/files/{digest}")
    assert len(answer.getvalue()) == size
    assert "immutable" in answer["Cache-Control"]
    part = client.get(f"/packs/files/{digest}", headers={"Range": "bytes=2-5"})
    assert (part.status_code, len(part.getvalue())) == (206, 4)
    assert client.get(f"/packs/files/{'0' * 64}").status_code == 404


def test_group_that_is_not_shown_has_no_pack(client, make, group):
    make()
    group.is_published = False
    group.save()

    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}manifest.json").status_code == 404


def test_list_of_packs_takes_as_many_queries_with_one_as_with_three(
    client, django_assert_num_queries
):
    client.get("/bg/about/")
    for count in (1, 2):
        OfflinePackFactory.create_batch(count)
        with django_assert_num_queries(3):
            client.get(f"/bg/packs/?{count}")


@pytest.mark.parametrize("count", [1, 3])
def test_staff_see_size_and_last_run_with_as_many_queries(
    client, django_assert_num_queries, count
):
    client.force_login(UserFactory(is_superuser=True))
    client.get(LIST)
    for _number in range(count):
        OfflinePackFactory(size=2**20)

    with django_assert_num_queries(8):
        page = client.get(LIST).text

    assert "1,0\xa0МБ" in page
    assert "карта, 1 място" in page


def test_editor_has_her_own_pack_made_now(client, group, rung):
    editor = MembershipFactory(group=group, role="editor").user
    client.force_login(editor)
    mine, theirs = OfflinePackFactory(group=group), OfflinePackFactory()
    chosen = {"action": "make_now", "_selected_action": [mine.pk, theirs.pk]}

    client.post(LIST, chosen)

    states = {one.pk: one.state for one in OfflinePack.objects.all()}
    assert states == {mine.pk: "waiting", theirs.pk: "ready"}
    entry = editor.audit_entries.get()
    assert (entry.verb, entry.object_id) == ("offlinepack.make_now", mine.pk)


def test_kept_pages_are_not_what_visitors_get_with_signal(client, make, group):
    place = PhotoFactory(place__group=group, public=True).place

    make()

    page = client.get(place.get_absolute_url()).text
    assert "kept-note" not in page
    assert 'data-tiles="/tiles/places/' in client.get("/bg/map/?group=samokov").text
