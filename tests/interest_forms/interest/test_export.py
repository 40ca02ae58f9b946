"""Forms as tables for the office program: whole, one's own, and text in every cell."""

import csv
import io
import shutil
import subprocess
from datetime import date

import openpyxl
import pytest
from django.contrib.gis.geos import Point

from interest_forms.interest.triage import export
from interest_forms.models import ExpressionOfInterest, FixedDate
from tests.factories import (
    MembershipFactory,
    PlaceFactory,
    SettlementFactory,
    TraditionFactory,
)
from tests.interest_factories import (
    ApplicantFactory,
    ExpressionOfInterestFactory,
    InterestCallFactory,
)

pytestmark = pytest.mark.django_db

TABLE = "/admin/interest_forms/expressionofinterest/"
FORMULA = 'HYPERLINK("https://example.org?"&A1,"виж")'
TWINS = [chr(ord(sign) + 0xFEE0) for sign in "=+-@"]
SIGNS = [*"=+-@", *TWINS, "\t=", " =", "\u00a0+", "\r\n@", "|", "%"]
OFFICE = shutil.which("soffice") or "soffice"


@pytest.fixture
def staff(client, group):
    user = MembershipFactory(group=group, role="editor").user
    client.force_login(user)
    return user


@pytest.fixture
def forms(group):
    """One for each sign, its texts begin with it; and one of another group."""
    made = []
    for number, sign in enumerate(SIGNS):
        form = ExpressionOfInterestFactory(
            group=group,
            code=f"{number:09}",
            title=sign + FORMULA,
            description=f"{sign}1+1\nвтори ред",
            place_text=f"{sign}cmd|'/C calc'!A0",
        )
        ApplicantFactory(form=form, name=f"{sign}SUM(1;1)", phone="+359 888 123 456")
        made.append(form)
    made.append(ExpressionOfInterestFactory(title="Чуждото"))
    return made


def exported(client, forms, action):
    chosen = {"action": action, "_selected_action": [form.pk for form in forms]}
    answer = client.post(TABLE, chosen, headers={"accept-language": "bg"})
    return answer.getvalue()


def as_told(group):
    """What stands in the database, as text, a list for each form."""
    rows = ExpressionOfInterest.objects.filter(group=group).order_by("-received", "-pk")
    told = export.rows(rows)
    return [["" if cell is None else str(cell) for cell in row] for row in told]


def test_spreadsheet_holds_every_cell_as_text(client, staff, group, forms):
    file = exported(client, forms, "export_xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    _heads, *rows = sheet.iter_rows()
    assert [[cell.value or "" for cell in row] for row in rows] == [
        # XML knows one kind of line's end.
        [text.replace("\r\n", "\n") for text in row]
        for row in as_told(group)
    ]
    assert {cell.data_type for row in rows for cell in row if cell.value} <= {
        "s",
        "inlineStr",
    }


@pytest.mark.parametrize("count", [1, 3])
def test_table_takes_as_many_queries_for_one_form_as_for_many(
    group, count, django_assert_num_queries
):
    for _number in range(count):
        form = ExpressionOfInterestFactory(group=group, tradition=TraditionFactory())
        FixedDate.objects.create(
            form=form, day=date(2027, 5, 18), last_day=date(2027, 5, 18)
        )

    with django_assert_num_queries(3):
        assert len(as_told(group)) == count


def test_every_answer_of_a_form_has_its_column(client, staff, group):
    call = InterestCallFactory(group=group, name_bg="Старите занаяти")
    form = ExpressionOfInterestFactory(
        group=group,
        call=call,
        code="001002003",
        received="2026-11-21T12:00+02:00",
        title="Тепавицата",
        description="Работи още.",
        territory=SettlementFactory(name_bg="Белчин", kind="village", parent=None),
        place=PlaceFactory(name_bg="Долната махала"),
        place_text="край реката",
        point=Point(23.36, 42.36, srid=4326),
        tradition=TraditionFactory(name_bg="Тъкане"),
        months=[5],
        weekdays=[5],
        from_hour="10:00",
        until_hour="12:30",
        offers=["3d"],
        materials="Един албум.",
        materials_rights="own",
        accessibility="Има паркинг.",
        naming_agreed=False,
        score="3.50",
    )
    form.fixed_dates.create(day=date(2027, 5, 6), last_day=date(2027, 5, 7))
    ApplicantFactory(
        form=form,
        organisation="Читалище",
        eik="000696327",
        email="maria@example.org",
        preferred="visit",
    )

    text = exported(client, [form], "export").decode("utf-8-sig")

    names, told = csv.reader(io.StringIO(text, newline=""))
    assert list(zip(names, told, strict=True)) == [
        ("код", "001002003"),
        ("получено", "2026-11-21 12:00"),
        ("състояние", "получено"),
        ("име на обекта", "Тепавицата"),
        ("вид", "забележителност"),
        ("за него", "Работи още."),
        ("населено място", "Белчин"),
        ("място", "Долната махала"),
        ("мястото с думи", "край реката"),
        ("местоположение", "42.360000, 23.360000"),
        ("покана", "Старите занаяти"),
        ("празник от календара", "Тъкане"),
        ("твърди дати", "6–7 май 2027"),
        ("удобно време", "май; събота; 10:00–12:30"),
        ("какво може да се направи", "3D модел"),
        ("заявителят е", "собственик"),
        ("име", "Мария Петрова"),
        ("организация", "Читалище"),
        ("ЕИК", "000696327"),
        ("телефон", "0888 123 456"),
        ("имейл", "maria@example.org"),
        ("най-лесно се намира", "лично"),
        ("какво вече има", "Един албум."),
        ("чие е", "мои са"),
        ("достъп и придвижване", "Има паркинг."),
        ("съгласен е да се снима", "да"),
        ("съгласие да е назован в публичния график", "не"),
        ("оценка", "3.50"),
        ("език", "bg"),
    ]


def test_table_holds_what_was_told_with_formulas_made_harmless(
    client, staff, group, forms
):
    text = exported(client, forms, "export").decode("utf-8-sig")

    _heads, *rows = csv.reader(io.StringIO(text, newline=""))
    assert [[cell.removeprefix("'") for cell in row] for row in rows] == as_told(group)
    begins = [cell.lstrip()[:1] for row in rows for cell in row if cell.strip()]
    assert set(begins) & {*"=+-@|%", *TWINS} == set()


def test_office_program_opens_both_as_text(client, staff, group, forms, tmp_path):
    names = {"export": "table.csv", "export_xlsx": "sheet.xlsx"}
    for action, name in names.items():
        (tmp_path / name).write_bytes(exported(client, forms, action))

    subprocess.run(  # noqa: S603 -- our own command
        [OFFICE, "--headless", "--convert-to", "fods", *names.values()],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
        check=True,
        timeout=300,
    )

    for opened in ("table.fods", "sheet.fods"):
        told = (tmp_path / opened).read_text()
        assert "table:formula=" not in told
        assert "SUM(1;1)" in told
