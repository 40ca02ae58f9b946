"""What goes into a pack, and what becomes of the files of the version before."""

import json
import os
import time
from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.utils import timezone

from hub.packs import files, making
from hub.packs.models import OfflinePack
from hub.packs.tasks import ask_for_packs, make_due_packs, make_pack
from places.models import Photo, Place
from places.photos.names import path_of as picture_path
from tests.factories import (
    ActionGroupFactory,
    OccurrenceFactory,
    OfflinePackFactory,
    PhotoFactory,
    PlaceFactory,
    ProductFactory,
    RouteFactory,
    RouteStopFactory,
    ThemedRouteFactory,
)
from tests.packs.conftest import all_kept, kept

pytestmark = pytest.mark.django_db
MAP, LIST = "/bg/map/?group=samokov", "/bg/places/?group=samokov"


def with_picture(photo, content=b"RIFF picture"):
    path = picture_path(photo.rendition_name(320, "webp"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return photo


def age_files(settings):
    old = time.time() - files.FRESH_SECONDS - 60
    for path in settings.HUB_PACKS.glob("*/*"):
        os.utime(path, (old, old))


def test_pack_holds_the_published_places_of_the_group_in_its_language(make, group):
    place = PlaceFactory(group=group, name_bg="Чешма", name_el="Βρύση")
    hidden = PlaceFactory(group=group, name_bg="Скрит извор", published=None)
    far = Point(25.5, 42.5, srid=4326)
    other = PlaceFactory(name_bg="Чужд мост", point=far)

    pack = make("el")

    page = f"/el/places/{place.slug}-{place.pk}/"
    assert pack.counts == {"place": 1}
    for address in (page, "/el/map/?group=samokov", "/el/places/?group=samokov"):
        assert "Βρύση" in kept(pack, address).decode()
    everything = b"".join(all_kept(pack).values()).decode(errors="ignore")
    assert "Скрит извор" not in everything
    assert "Чужд мост" not in everything
    assert "© συνεισφέροντες του OpenStreetMap" in kept(pack, page).decode()
    assert f"-{hidden.pk}/" not in "".join(pack.files)
    assert f"/el/places/{other.slug}-{other.pk}/" not in pack.files


def test_pack_holds_the_walks_and_products_that_places_lead_to(make, group):
    stop = RouteStopFactory(route__group=group)
    product = ProductFactory(group=group)
    theme = ThemedRouteFactory(group=group)
    RouteFactory(group=group, published=None)

    pack = make()

    assert pack.counts == {"place": 1, "route": 1}
    for one in (stop.place, stop.route, product, theme):
        assert one.name_bg in kept(pack, one.get_absolute_url()).decode()


def test_pack_tells_what_is_held_in_the_next_thirty_days(make, group):
    soon = OccurrenceFactory(event__group=group, event__name_bg="Събор")
    OccurrenceFactory(event=soon.event, day=soon.day + timedelta(days=1))
    late = timezone.localdate() + timedelta(days=31)
    later = OccurrenceFactory(event__group=group, event__name_bg="Панаир", day=late)
    hidden = OccurrenceFactory(
        event__group=group, event__name_bg="Скрито", event__published=None
    )

    pack = make()

    assert pack.counts == {"event": 1}
    listed = kept(pack, "/bg/events/?group=samokov").decode()
    assert "Събор" in listed
    assert "Събор" in kept(pack, soon.event.get_absolute_url()).decode()
    for other in (later, hidden):
        assert other.event.name_bg not in listed
        assert other.event.get_absolute_url() not in pack.files


def test_pages_find_everything_they_name_in_the_pack(make, group):
    PlaceFactory(group=group)

    pack = make()

    named = set()
    for address, content in all_kept(pack).items():
        if pack.files[address][2].startswith(("text/html", "application/json")):
            named |= making.named_in(content)
    assert named <= set(pack.files)
    # What these need in turn: a font of the style sheet, a module of a module.
    assert "/static/fonts/manrope-cyrillic.woff2" in pack.files
    assert "/static/places/detail_map.js" in pack.files


def test_true_point_of_a_fuzzed_place_is_in_no_file(make, group):
    exact = PlaceFactory(group=group)
    point = Point(23.612345, 42.398765, srid=4326)
    fuzzed = PlaceFactory(group=group, point=point, precision=Place.Precision.KILOMETRE)

    contents = all_kept(make())

    told = b"".join(contents.values())
    assert f"{exact.point.x}"[:7].encode() in told
    for true in (b"23.6123", b"42.3987", b"23,6123", b"42,3987"):
        assert true not in told
    assert f"{fuzzed.public_point.x:.5f}".encode() in told


def test_picture_is_named_and_not_copied(make, group, settings):
    photo = with_picture(PhotoFactory(place__group=group, public=True))
    waiting = with_picture(PhotoFactory(place=photo.place))
    address = f"/media/photos/{photo.token}-320.webp"

    pack = make()

    assert pack.counts == {"place": 1, "picture": 1}
    assert pack.files[address][1] == len(b"RIFF picture")
    assert waiting.token not in json.dumps(pack.files)
    assert not files.path_of(pack.files[address][0]).exists()

    Photo.objects.filter(pk=photo.pk).update(state=Photo.State.HIDDEN)
    assert address not in make().files


def test_every_place_has_its_first_picture_before_any_has_its_second(
    make, group, settings
):
    places = PlaceFactory.create_batch(2, group=group)
    photos = [
        with_picture(
            PhotoFactory(place=place, position=number, public=True), b"-" * 1000
        )
        for place in places
        for number in (0, 1)
    ]
    settings.HUB_PACK_MAX_BYTES = make().size - 1500

    pack = make()

    there = [photo.token in json.dumps(pack.files) for photo in photos]
    assert there == [True, False, True, False]


def test_next_version_differs_only_in_what_changed(make, group, settings):
    place, gone = PlaceFactory.create_batch(2, group=group)
    before = make()
    page = f"/bg/places/{place.slug}-{place.pk}/"
    page_gone = f"/bg/places/{gone.slug}-{gone.pk}/"
    age_files(settings)
    Place.objects.filter(pk=gone.pk).update(published=None)

    after = make()

    assert (before.version, after.version) == (1, 2)
    changed = {
        address
        for address in before.files.keys() | after.files.keys()
        if before.files.get(address) != after.files.get(address)
    }
    assert page_gone in changed
    # Its neighbour's page told how near it was.
    assert {MAP, LIST, page} < changed
    assert not any(address.startswith("/static/") for address in changed)
    assert not files.path_of(before.files[page_gone][0]).exists()
    assert all_kept(after)
    # Nothing happened since: readers have nothing to fetch.
    assert make().version == 2


def test_files_that_another_pack_names_stay(make, group, settings):
    PlaceFactory(group=group)
    greek = make("el")
    age_files(settings)

    make("bg")

    assert all_kept(greek)


def test_pack_that_cannot_be_made_says_why_and_the_one_before_stays(
    make, group, monkeypatch, caplog
):
    place = PlaceFactory(group=group)
    before = make()
    monkeypatch.setattr(making, "CONTRIBUTORS", [broken])
    OfflinePack.objects.filter(pk=before.pk).ask_again()

    make_pack(before.pk)

    before.refresh_from_db()
    assert (before.state, before.problem, before.version) == ("failed", "page", 1)
    assert f"/bg/places/{place.slug}-{place.pk}/" in before.files
    assert "no such page" in caplog.text


def broken(_group):
    message = "no such page"
    raise ValueError(message)
    yield


def test_work_that_was_broken_off_thrice_is_given_up(group):
    pack = OfflinePackFactory(group=group, state="making", attempts=3)

    make_pack(pack.pk)

    pack.refresh_from_db()
    assert (pack.state, pack.problem) == ("failed", "killed_worker")


def test_pack_that_somebody_makes_is_left_alone(group):
    until = timezone.now() + timedelta(minutes=1)
    pack = OfflinePackFactory(
        group=group, state="making", attempts=1, lease_until=until
    )

    make_pack(pack.pk)
    ask_for_packs()

    pack.refresh_from_db()
    assert (pack.state, pack.attempts, pack.lease_until) == ("making", 1, until)


def test_every_night_each_shown_group_has_a_pack_in_each_language(
    group, rung, settings, django_capture_on_commit_callbacks
):
    settings.HUB_LEASE_SECONDS = 60
    closed = OfflinePackFactory(group__is_published=False)
    ActionGroupFactory(is_published=False)

    ask_for_packs()
    ask_for_packs()

    assert not OfflinePack.objects.filter(pk=closed.pk).exists()
    packs = OfflinePack.objects.filter(group=group, state="waiting")
    assert packs.count() == OfflinePack.objects.count() == len(settings.LANGUAGES)
    with django_capture_on_commit_callbacks(execute=True):
        make_due_packs()
    assert {pk for _name, pk in rung} == set(packs.values_list("pk", flat=True))


def test_missing_file_is_found_and_the_pack_made_again(make, group, settings):
    PlaceFactory(group=group)
    pack = make()
    assert list(files.findings()) == []
    stray = files.path_of(files.keep(b"of no pack"))
    age_files(settings)
    files.path_of(pack.files[MAP][0]).unlink()

    found = list(files.findings())

    assert [one.text for one in found] == [
        f"offline pack {pack.pk}: a file of it is missing",
        f"{stray}: no offline pack needs this file",
    ]
    for one in found:
        one.mend()
    make_pack(pack.pk)
    assert list(files.findings()) == []
