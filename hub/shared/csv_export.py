"""Tables for the office program, in which no cell can become a formula."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# Source: OWASP, "CSV Injection"; some programs read their full-width twins as the same.
SIGNS = "=+-@|%"
FULL_WIDTH = 0xFEE0
DANGEROUS = (*SIGNS, *(chr(ord(sign) + FULL_WIDTH) for sign in SIGNS), *"\t\r\n")


def harmless(value: object) -> str:
    """The value as text that a spreadsheet takes for text, unless it is a number."""
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, int | float):
        return text
    is_dangerous = text.startswith(DANGEROUS) or text.lstrip().startswith(DANGEROUS)
    return f"'{text}" if is_dangerous else text


def csv_response(
    name: str, heads: Sequence[object], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """A file to download; the mark at its start tells Excel that it is UTF-8."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    table = csv.writer(answer)
    table.writerow([harmless(head) for head in heads])
    table.writerows([harmless(cell) for cell in row] for row in rows)
    return answer
