"""Tables in the office program's own format: every cell is text, none a formula."""

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile

import xlsxwriter
from django.http import FileResponse

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a cell holds at most, by the format.
LONGEST = 32_767
# What begins so the library takes for markup, and writes into the file as it stands.
MARKUP = "<r>"


def xlsx_response(
    name: str, heads: Sequence[object], rows: Iterable[Sequence[object]]
) -> FileResponse:
    """A file to download. Rows are written as they come: none is kept in memory."""
    file = TemporaryFile()  # noqa: SIM115 -- the answer closes it
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, head in enumerate(heads):
            sheet.write_string(0, column, _text(head), bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, _text(cell))
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"{name}.xlsx", content_type=KIND
    )


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    return (f" {text}" if text.startswith(MARKUP) else text)[:LONGEST]
