import json
import time

import pytest
from django.core.management import CommandError, call_command

from hub.shared.importing import Record
from partners.areas import refresh_areas
from partners.models import Territory
from partners.territory_import import import_territories
from tests.factories import (
    ActionGroupFactory,
    GroupSettlementFactory,
    MunicipalityFactory,
    SettlementFactory,
    square,
)

pytestmark = pytest.mark.django_db

BELCHIN = {
    "ekatte": "03767",
    "kind": "village",
    "name_bg": "Белчин",
    "name_en": "Belchin",
    "municipality_code": "SFO39",
    "municipality_bg": "Самоков",
    "municipality_en": "Samokov",
    "province_bg": "София",
    "province_en": "Sofia",
    "population_2013": "316",
    "lon": "23.38043",
    "lat": "42.3614",
}


def take(*rows, geometry=None):
    records = [Record(number, row, geometry) for number, row in enumerate(rows, 1)]
    return import_territories(records, lambda done, total: None)


def test_settlement_brings_the_tree_above_it():
    report = take(BELCHIN)

    belchin = Territory.objects.get(code="03767")
    assert report.summary == "1 added, 0 changed, 0 unchanged, 0 refused."
    assert belchin.kind == Territory.Kind.VILLAGE
    assert belchin.population == 316
    assert belchin.search == "belchin"
    assert belchin.point.coords == (23.38043, 42.3614)
    assert belchin.parent.name_bg == "Самоков"
    assert belchin.parent.parent.code == "SFO"
    assert belchin.parent.parent.parent.name_el == "Βουλγαρία"


def test_second_import_changes_nothing():
    take(BELCHIN)

    report = take(BELCHIN)

    assert report.summary == "0 added, 0 changed, 1 unchanged, 0 refused."
    assert Territory.objects.count() == 4


def test_boundary_comes_later_and_leaves_the_rest():
    take(BELCHIN)

    report = take({"ekatte": "3767"}, geometry=json.loads(square(23.38, 42.36).json))

    belchin = Territory.objects.get(code="03767")
    assert report.changed == 1
    assert belchin.boundary.equals_exact(square(23.38, 42.36))
    assert belchin.name_en == "Belchin"


def test_guessed_boundary_does_not_replace_a_real_one():
    village = SettlementFactory(boundary=square(23.38, 42.36))
    guess = json.loads(square(23.4, 42.4).json)

    take({"ekatte": village.code, "approximate": True}, geometry=guess)

    village.refresh_from_db()
    assert village.boundary.equals_exact(square(23.38, 42.36))


def test_new_boundary_redraws_the_area_of_the_group():
    group = ActionGroupFactory()
    village = GroupSettlementFactory(group=group).settlement
    assert group.area is None

    take({"ekatte": village.code}, geometry=json.loads(square(23.38, 42.36).json))

    group.refresh_from_db()
    assert group.area.sym_difference(square(23.38, 42.36)).area < 1e-9
    assert refresh_areas() == 0


def test_area_ends_where_a_settlement_left_the_group():
    membership = GroupSettlementFactory(settlement__boundary=square(23.38, 42.36))
    group = membership.group
    assert refresh_areas([group]) == 1
    assert group.area is not None
    membership.until = "2020-01-01"
    membership.save()

    assert refresh_areas([group]) == 1

    group.refresh_from_db()
    assert group.area is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ekatte": ""}, 'no code. Add a column "ekatte"'),
        ({"name_bg": "", "name_en": ""}, "no name"),
        ({"municipality_code": "", "municipality_bg": ""}, "Import the register first"),
        ({"kind": "хутор"}, "Use one of: гр., с."),
        ({"level": "planet"}, "Use one of: country, region"),
        ({"lon": "42.3614", "lat": "23.38043"}, "look swapped"),
        ({"lon": "NaN"}, "not a finite number"),
        ({"population_2013": "много"}, "no number"),
        ({"name_bg": "Б" * 121}, "longer than 120"),
        ({"ekatte": "", "code": "77"}, 'add the columns "scheme" and "level"'),
        ({"ekatte": "", "code": "7", "scheme": "x"}, "Use one of: iso3166"),
        ({"parent": "99999"}, "its parent 99999 is unknown"),
    ],
)
def test_bad_row_is_refused_with_its_number_and_reason(change, reason):
    good = BELCHIN | {"ekatte": "00391", "name_bg": "Алино", "name_en": "Alino"}

    report = take(BELCHIN | change, good)

    assert report.added == 1
    assert report.refused[0].startswith("Row 1 refused: ")
    assert reason in report.refused[0]
    assert not Territory.objects.filter(name_bg="Белчин").exists()


def test_second_row_with_a_code_is_refused():
    report = take(BELCHIN, BELCHIN | {"name_bg": "Двойник"})

    assert report.refused == ["Row 2 refused: the code 03767 is in row 1 already."]
    assert Territory.objects.get(code="03767").name_bg == "Белчин"


def test_code_of_another_level_is_refused():
    municipality = MunicipalityFactory(code="03767")

    report = take(BELCHIN)

    assert "is a municipality, not a settlement" in report.refused[0]
    municipality.refresh_from_db()
    assert municipality.name_bg == "Самоков"


def test_municipality_without_a_code_is_found_by_its_name():
    kipra = BELCHIN | {"ekatte": "36868", "name_bg": "Кипра", "municipality_code": ""}

    report = take(kipra, BELCHIN)

    assert report.added == 2
    assert Territory.objects.get(code="36868").parent.code == "SFO39"


def test_province_without_a_code_is_found_by_its_name():
    take(BELCHIN)

    report = take(
        {"name_bg": "София", "name_fr": "Oblast de Sofia"}, {"name_bg": "Рим"}
    )

    assert report.changed == 1
    assert "no code" in report.refused[0]
    assert Territory.objects.get(code="SFO").name_fr == "Oblast de Sofia"


def test_other_countries_bring_their_own_codes():
    report = take(
        {"insee": "1004", "name_fr": "Ambérieu"},
        {"siruta": "35731", "level": "municipality", "name_ro": "Botoșani"},
        {"scheme": "nuts", "code": "EL61", "level": "region", "name_el": "Θεσσαλία"},
    )

    assert report.added == 3
    assert Territory.objects.get(code="01004").parent.code == "FR"
    assert Territory.objects.get(code="35731").parent.code == "RO"
    assert Territory.objects.get(code="EL61").parent is None


def test_dry_run_keeps_nothing(tmp_path, capsys):
    path = tmp_path / "register.csv"
    path.write_text(",".join(BELCHIN) + "\n" + ",".join(BELCHIN.values()))

    call_command("import_territories", path, "--dry-run")

    assert not Territory.objects.exists()
    assert "1 added" in (out := capsys.readouterr().out)
    assert "nothing was kept" in out

    call_command("import_territories", path)

    assert Territory.objects.count() == 4


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("ekatte,name_bg\n", "register.csv: there are no rows in it."),
        ("a,b\n1,2\n", "Nothing was imported: every row was refused."),
        ("", "register.csv: the file is empty. Export it again."),
    ],
)
def test_command_ends_in_one_line_when_nothing_can_be_taken(tmp_path, content, line):
    path = tmp_path / "register.csv"
    path.write_text(content)

    with pytest.raises(CommandError) as error:
        call_command("import_territories", path)

    assert str(error.value) == line


@pytest.mark.no_cover  # counted by others; it would take half as long again
def test_whole_register_with_boundaries_imports_within_a_minute(shared_data):
    started = time.process_time()

    for name in ("bg_settlements.csv", "bg_provinces.geojson"):
        call_command("import_territories", shared_data / "geo" / name)
    for name in ("bg_municipalities", "samokov_settlements"):
        call_command("import_territories", shared_data / "geo" / f"{name}.geojson")

    assert time.process_time() - started < 60
    assert Territory.objects.settlements().count() == 5267
    assert Territory.objects.filter(level="municipality").count() == 264
    assert Territory.objects.exclude(boundary=None).count() == 28 + 74 + 25
    assert Territory.objects.settlements().filter(parent=None).count() == 0
