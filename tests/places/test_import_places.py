import pytest
from django.core.management import CommandError, call_command

from hub.shared.audit import history
from hub.shared.importing import Record
from places.models import Category, Place
from places.place_import import PlaceOptions, import_places
from tests.factories import (
    ActionGroupFactory,
    GroupSettlementFactory,
    MunicipalityFactory,
    SettlementFactory,
    square,
)

pytestmark = pytest.mark.django_db

OPTIONS = PlaceOptions(source="test")
FORTRESS = {
    "id": "7",
    "name_bg": "Цари Мали град",
    "name_en": "Tsari Mali Grad",
    "category": "archaeological",
    "lon": "23.3819",
    "lat": "42.3539",
}


@pytest.fixture
def belchin():
    """A village of a group, with its land."""
    return SettlementFactory(boundary=square(23.38, 42.36))


@pytest.fixture
def group(belchin):
    return GroupSettlementFactory(settlement=belchin).group


def take(*rows, options=OPTIONS):
    records = [Record(number, row) for number, row in enumerate(rows, 1)]
    return import_places(records, options, lambda done, total: None)


def test_place_falls_to_the_land_and_group_it_lies_in(group, belchin):
    report = take(FORTRESS)

    place = Place.objects.get()
    assert report.summary == "1 added, 0 changed, 0 unchanged, 0 refused."
    assert place.territory == belchin
    assert place.group == group
    assert place.slug == "tsari-mali-grad"
    assert place.category.slug == "archaeological"
    assert [entry.verb for entry in history(place)] == ["place.add"]


def test_point_on_no_groups_land_is_kept_unassigned_and_told(belchin):
    report = take(FORTRESS)

    place = Place.objects.get()
    assert place.territory == belchin
    assert place.group is None
    assert report.notes == ["Row 1: Цари Мали град: on no group's land, unassigned."]


def test_group_whose_settlement_left_gets_no_new_place(belchin):
    GroupSettlementFactory(settlement=belchin, until="2020-01-01")

    take(FORTRESS)

    assert Place.objects.get().group is None


def test_smallest_land_wins(belchin):
    MunicipalityFactory(boundary=square(23.38, 42.36, half=1))

    take(FORTRESS, FORTRESS | {"id": "8", "lon": "23.9"})

    assert [place.territory.level for place in Place.objects.order_by("pk")] == [
        "settlement",
        "municipality",
    ]


def test_second_import_changes_nothing(group):
    take(FORTRESS)

    report = take(FORTRESS)

    assert report.summary == "0 added, 0 changed, 1 unchanged, 0 refused."
    assert Place.objects.count() == 1


def test_later_file_changes_what_it_says_and_leaves_the_rest(group):
    take(FORTRESS | {"summary_bg": "Крепост над Белчин."})

    report = take(FORTRESS | {"name_en": "Mali Grad", "category": ""})

    place = Place.objects.get()
    assert report.changed == 1
    assert place.name_en == "Mali Grad"
    assert place.summary_bg == "Крепост над Белчин."
    assert place.category.slug == "archaeological"


def test_place_given_to_another_group_stays_there(group):
    take(FORTRESS)
    other = ActionGroupFactory()
    Place.objects.update(group=other)

    take(FORTRESS | {"name_en": "Mali Grad"})

    assert Place.objects.get().group == other


def test_same_id_of_another_source_is_another_place():
    take(FORTRESS)

    take(FORTRESS, options=PlaceOptions(source="other"))

    assert Place.objects.count() == 2


def test_place_without_a_point_stands_at_its_settlement(group, belchin):
    take(FORTRESS | {"lon": "", "lat": "", "settlement": belchin.code})

    place = Place.objects.get()
    assert place.precision == Place.Precision.SETTLEMENT
    assert place.public_point.equals_exact(belchin.point)
    assert place.group == group


def test_all_fields_of_a_place_are_read():
    take(
        FORTRESS
        | {
            "story_fr": "Une forteresse.",
            "period_begin": "300",
            "period_end": "600",
            "period_certainty": "probable",
            "condition": "ruin",
            "access": "paid",
            "price": "5,00",
            "step_free": "no",
            "audio": "yes",
            "confirmed": "2026-05-31",
            "precision": "1km",
        }
    )

    place = Place.objects.get()
    assert place.story_fr == "Une forteresse."
    assert (place.period_begin, place.period_end) == (300, 600)
    assert (place.step_free, place.audio, place.toilet) == (False, True, None)
    assert str(place.price) == "5.00"
    assert place.confirmed.isoformat() == "2026-05-31"
    assert not place.public_point.equals_exact(place.point)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ""}, 'no id. Add a column "id"'),
        ({"name_bg": "", "name_en": ""}, "no name"),
        ({"category": "castle"}, 'the category "castle" is unknown. Write one of'),
        ({"category": ""}, "no category. Write one of: religious"),
        ({"lon": "42.3539", "lat": "23.3819"}, "look swapped"),
        ({"lon": "nan"}, "not a finite number"),
        ({"lon": "", "lat": ""}, "no position"),
        ({"settlement": "99999"}, "Import the territories first"),
        ({"price": "пет"}, "no amount in EUR"),
        ({"price": "-5"}, '"price":'),
        ({"confirmed": "31.05.2026"}, "Write it as 2026-05-31"),
        ({"step_free": "maybe"}, "Write yes, no or nothing"),
        ({"access": "sometimes"}, '"access":'),
        ({"period_begin": "900", "period_end": "800"}, "before it begins"),
        ({"period_begin": "99999"}, '"period_begin":'),
        ({"name_bg": "К" * 201}, '"name_bg":'),
        ({"website": "javascript:alert(1)"}, '"website":'),
    ],
)
def test_bad_row_is_refused_with_its_number_and_reason(change, reason):
    report = take(FORTRESS | change, FORTRESS | {"id": "8", "name_en": "Good"})

    assert [place.name_en for place in Place.objects.all()] == ["Good"]
    assert len(report.refused) == 1
    assert report.refused[0].startswith("Row 1 refused: ")
    assert reason in report.refused[0]


def test_what_only_the_database_refuses_is_one_refused_row(belchin):
    dear = FORTRESS | {"access": "paid", "price": "99999,00"}

    report = take(dear, FORTRESS | {"id": "8"})

    assert report.added == 1
    assert report.refused[0].startswith("Row 1 refused: ")


@pytest.mark.parametrize("count", [1, 3])
def test_file_takes_the_same_queries_for_any_number_of_rows(
    group, belchin, django_assert_num_queries, count
):
    take(FORTRESS)

    with django_assert_num_queries(14):
        take(*(FORTRESS | {"id": f"new-{number}"} for number in range(count)))


def test_place_at_the_very_centre_of_its_settlement_may_be_hidden(belchin):
    hidden = FORTRESS | {"settlement": belchin.code, "precision": "settlement"}

    take(hidden | {"lon": str(belchin.point.x), "lat": str(belchin.point.y)})

    place = Place.objects.get()
    assert not place.public_point.equals_exact(place.point)


def test_second_row_with_an_id_is_refused():
    report = take(FORTRESS, FORTRESS | {"name_en": "Twin"})

    assert report.refused == ["Row 2 refused: the id test:7 is in row 1 already."]


def test_the_twelve_categories_are_made_once_and_never_changed():
    take(FORTRESS)
    Category.objects.filter(slug="museum").update(name_bg="Музеи")

    take(FORTRESS)

    assert Category.objects.count() == 12
    assert Category.objects.get(slug="museum").name_bg == "Музеи"


def test_command_shows_places_to_visitors_only_when_asked(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text(",".join(FORTRESS) + "\n" + ",".join(FORTRESS.values()))

    call_command("import_places", path)

    assert Place.objects.published().count() == 0

    call_command("import_places", path, "--publish")

    assert Place.objects.published().count() == 1
    assert Place.objects.get().external_id == "places:7"


def test_dry_run_keeps_nothing(tmp_path, capsys):
    path = tmp_path / "places.csv"
    path.write_text(",".join(FORTRESS) + "\n" + ",".join(FORTRESS.values()))

    call_command("import_places", path, "--dry-run")

    assert not Place.objects.exists()
    assert "nothing was kept" in capsys.readouterr().out


def test_damaged_file_leaves_everything_as_it_was(tmp_path):
    path = tmp_path / "places.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [{"type":')

    with pytest.raises(CommandError, match="cut off at line 1"):
        call_command("import_places", path)

    assert not Place.objects.exists()


def test_list_of_national_sites_imports_whole(shared_data):
    path = shared_data / "places" / "bg_tourist_sites.geojson"

    call_command("import_places", path)

    assert Place.objects.count() == 146
