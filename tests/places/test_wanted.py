"""The wanted list: which photos are missing, and who brought them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from hub.shared.qr import qr_svg
from places.actions import (
    approve_photos,
    confirm_date,
    hide_photos,
    save_place,
)
from places.gaps import Gap
from places.models import Photo, Place
from places.models.coverage import NEVER, SOMETIME
from tests.factories import (
    ActionGroupFactory,
    GroupSettlementFactory,
    MunicipalityFactory,
    PhotoFactory,
    PlaceFactory,
    SettlementFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SUMMER, WINTER = date(2026, 7, 2), date(2026, 1, 20)
OLD_SUMMER, OLD_WINTER = date(2019, 7, 2), date(2019, 12, 31)


@pytest.fixture(autouse=True)
def in_autumn(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 10, tzinfo=UTC))


def photographed(name, *days, **fields):
    """A place with public photos of these days; `None`: nobody told the day."""
    place = PlaceFactory(name_bg=name, **fields)
    for day in days:
        PhotoFactory(public=True, place=place, taken=day)
    return place


def names_in(client, query=""):
    rows = client.get(f"/bg/wanted/?{query}").context["rows"]
    return [row.place.name_bg for row in rows]


def test_list_is_in_order_of_need(client):
    photographed("Всичко има", SUMMER, WINTER)
    photographed("Без зима", SUMMER)
    photographed("Само стара", OLD_SUMMER, OLD_WINTER)
    photographed("Без дата", None)
    photographed("Без снимка")

    assert names_in(client) == ["Без снимка", "Без дата", "Без зима", "Само стара"]


@pytest.mark.parametrize(
    ("gap", "names"),
    [
        ("photo", ["Празно"]),
        ("winter", ["Празно", "Без дата", "Старо лято", "Лято"]),
        ("recent", ["Празно", "Без дата", "Старо лято", "Стара зима"]),
    ],
)
def test_list_is_filtered_by_what_is_missing(client, gap, names):
    photographed("Зима", WINTER)
    photographed("Стара зима", OLD_WINTER)
    photographed("Лято", SUMMER)
    photographed("Старо лято", OLD_SUMMER)
    photographed("Без дата", None)
    photographed("Празно")

    assert names_in(client, f"gap={gap}") == names


def test_lost_place_is_wanted_only_while_there_is_no_picture_of_it(client):
    photographed("Изгубена мелница", SUMMER, condition="lost")
    photographed("Изгубен мост", condition="lost")

    lists = [names_in(client, query) for query in ("", "gap=winter", "gap=photo")]

    assert lists == [["Изгубен мост"], [], ["Изгубен мост"]]


def test_row_says_what_is_wanted(client):
    photographed("Старо лято", OLD_SUMMER)
    photographed("Празно")

    rows = client.get("/bg/wanted/").context["rows"]

    assert [row.gaps for row in rows] == [[Gap.PHOTO], [Gap.WINTER, Gap.RECENT]]


def test_list_is_filtered_by_group_and_village(client):
    village = SettlementFactory(parent=MunicipalityFactory(name_bg="Драгоман"))
    group = ActionGroupFactory(slug="dragoman")
    GroupSettlementFactory(group=group, settlement=village)
    photographed("Мелницата", group=group, territory=village)
    photographed("Чешмата", group=group)
    photographed("Другаде")

    assert names_in(client, "group=dragoman") == ["Чешмата", "Мелницата"]
    assert names_in(client, f"territory={village.pk}") == ["Мелницата"]
    page = client.get("/bg/wanted/?group=dragoman").content.decode()
    assert f'<option value="{village.pk}"' in page


@pytest.mark.parametrize("query", ["gap=none", "group=none", "territory=x", "page=0"])
def test_address_that_asks_for_nothing_there_is_not_found(client, query):
    assert client.get(f"/bg/wanted/?{query}").status_code == 404


def test_unpublished_place_is_not_wanted(client):
    photographed("Тайното", published=None)

    assert names_in(client) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("", 5), ("print=1", 2)])
def test_list_takes_the_same_queries_for_any_length(
    client, django_assert_num_queries, query, queries, count
):
    for _ in range(count):
        photographed("Без зима", SUMMER, territory=SettlementFactory())
    Photo.objects.update(credit="Мария", decided=timezone.now())

    with django_assert_num_queries(queries):
        client.get(f"/bg/wanted/?{query}")


def test_each_row_opens_the_form_for_its_place(client):
    place = photographed("Празно")

    assert (
        f'href="/bg/share/?place={place.pk}"'
        in client.get("/bg/wanted/").content.decode()
    )


def test_checklist_has_a_code_and_a_box_for_every_place(client):
    group = ActionGroupFactory(name_bg="МИГ Драгоман", slug="dragoman")
    for number in range(62):
        photographed(f"Място {number}", group=group)

    page = client.get("/bg/wanted/?group=dragoman&print=1").content.decode()
    rest = client.get("/bg/wanted/?group=dragoman&print=1&page=2").content.decode()

    code = qr_svg(f"{settings.SITE_URL}/bg/share/?place={Place.objects.last().pk}")
    assert code in page
    assert page.count('class="qr"') == page.count('class="tick"') == 60
    assert rest.count('class="qr"') == 2
    assert "МИГ Драгоман" in page
    assert "21 ноември 2026" in page


# ---- The days that the database keeps


def test_photo_counts_while_it_is_public(client):
    place = photographed("Празно")
    PhotoFactory(place=place, taken=WINTER)
    photos = Photo.objects.all()
    assert names_in(client) == ["Празно"]

    approve_photos(photos, by=UserFactory())
    assert names_in(client) == []

    hide_photos(photos, by=UserFactory())
    assert names_in(client) == ["Празно"]


def test_days_follow_every_change_of_the_photos():
    place = photographed("Празно", OLD_WINTER, SUMMER)
    days = Place.objects.values_list("photographed", "photographed_in_winter")
    assert days.get() == (SUMMER, OLD_WINTER)

    Photo.objects.filter(taken=SUMMER).update(taken=None)
    assert days.get() == (OLD_WINTER, OLD_WINTER)

    Photo.objects.filter(taken=OLD_WINTER).delete()
    assert days.get() == (SOMETIME, NEVER)

    place.photos.all().delete()
    assert days.get() == (NEVER, NEVER)


def test_photo_that_moves_counts_where_it_is(client):
    here, there = photographed("Тук", WINTER), photographed("Там")

    here.photos.update(place=there)

    assert names_in(client) == ["Тук"]


def test_day_counts_once_the_sender_confirmed_it(client):
    place = photographed("Параклисът", None)
    assert names_in(client, "gap=winter") == ["Параклисът"]

    confirm_date(place.photos.get(), taken=WINTER)

    assert names_in(client, "gap=winter") == []


def test_saving_a_place_keeps_what_its_photos_cover(client):
    place = PlaceFactory(name_bg="Празно")
    PhotoFactory(public=True, place=place, taken=WINTER)

    place.name_bg = "Ново име"
    save_place(place)

    assert names_in(client) == []
    assert Place.objects.get().photographed == WINTER


# ---- Thanks


def approved(place, *, days_ago, **fields):
    decided = timezone.now() - timedelta(days=days_ago)
    return PhotoFactory(public=True, place=place, decided=decided, **fields)


def test_those_who_closed_a_gap_are_thanked_by_their_printed_name(client):
    mill = photographed("Мелницата")
    approved(mill, days_ago=9, credit="Мария С.")
    approved(mill, days_ago=8, credit="Иван", taken=SUMMER - timedelta(days=1))
    approved(mill, days_ago=7, credit="Петър", taken=SUMMER)
    approved(mill, days_ago=6, credit="Елена", taken=WINTER)
    approved(photographed("Чешмата"), days_ago=5, credit="")

    thanks = client.get("/bg/wanted/").context["thanks"]

    assert [(one.credit, one.gap) for one in thanks] == [
        ("Елена", Gap.WINTER),
        ("Иван", Gap.RECENT),
        ("Мария С.", Gap.PHOTO),
    ]
    at_place = client.get(mill.get_absolute_url()).context["thanks"]
    assert {one.credit for one in at_place} == {"Елена", "Иван", "Мария С."}


def test_thanks_are_of_the_group_that_is_asked_for(client):
    approved(photographed("Тук"), days_ago=1, credit="Мария")
    approved(
        photographed("Там", group=ActionGroupFactory(slug="there")),
        days_ago=1,
        credit="Иван",
    )

    thanks = client.get("/bg/wanted/?group=there").context["thanks"]

    assert [one.credit for one in thanks] == ["Иван"]


@pytest.mark.parametrize(
    ("before", "taken", "words"),
    [
        ([], None, "първата снимка"),
        ([OLD_SUMMER], WINTER, "първата зимна снимка"),
        ([OLD_WINTER], SUMMER, "първата снимка на „Мелницата“ от три години"),
        ([WINTER], SUMMER, ""),
    ],
)
def test_receipt_says_which_gap_the_photo_closed(client, before, taken, words):
    place = photographed("Мелницата", *before)
    submission = SubmissionFactory(group=place.group, place=place)
    photo = approved(place, days_ago=0, submission=submission, taken=taken)

    receipt = client.get(submission.get_absolute_url())

    (shown,) = receipt.context["photos"]
    thanks = getattr(shown, "thanks", "")
    assert shown == photo
    assert bool(thanks) == bool(words)
    assert words in thanks
