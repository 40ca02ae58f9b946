"""Tables for office programs: what somebody typed is text in its own cell."""

import io
from contextlib import closing

import openpyxl
import pytest

from hub.shared.xlsx_export import xlsx_response


# An answer that is closed looks after the connection.
@pytest.mark.django_db
def test_words_that_look_like_the_markup_of_a_cell_stay_words():
    words = '<r><t>a</t></r></is></c><c r="B2"><f>1+1</f></c><c><is><r></r>'

    with closing(xlsx_response("forms", ["Name"], [[words]])) as answer:
        book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))

    (_head, row) = book.active.iter_rows()
    assert [(cell.value, cell.data_type) for cell in row] == [(f" {words}", "s")]
