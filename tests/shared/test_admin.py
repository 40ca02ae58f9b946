"""Tables for download, and the staff's entrance."""

import pytest

from hub.shared.csv_export import csv_response, harmless
from tests.factories import MembershipFactory, UserFactory
from tests.interest_factories import ExpressionOfInterestFactory


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+359", "-2", "@SUM(A1)", "\tx", "\rx", " =1+1", "\uff1d1", "\u00a0-1"],
)
def test_cell_that_could_be_a_formula_becomes_text(text):
    assert harmless(text) == f"'{text}"


def test_plain_cells_stay_as_they_are():
    assert [harmless(value) for value in ("Белчин", -2, None)] == ["Белчин", "-2", ""]


def test_table_opens_as_utf8():
    answer = csv_response("места", ["име"], [["Белчин"]])

    assert answer.content.decode() == "\ufeffиме\r\nБелчин\r\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_member", "is_active", "enters"),
    [(True, True, True), (False, True, False), (True, False, False)],
)
def test_members_sign_in_by_e_mail(client, is_member, is_active, enters):
    user = UserFactory(is_active=is_active, is_staff=False)
    if is_member:
        MembershipFactory(user=user)
    form = {"username": user.email.upper(), "password": "станция-42"}

    client.post("/admin/login/?next=/admin/", form)

    assert ('action="/admin/logout/"' in client.get("/admin/").text) == enters


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["%00", "bg%00"])
def test_list_asked_for_what_no_database_reads_is_shown_without_it(client, value):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    desk = "/admin/interest_forms/submission/"

    answer = client.get(f"{desk}?language__exact={value}", follow=True)

    assert answer.redirect_chain == [(f"{desk}?e=1", 302)]
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("forged", ["x", "", "1.5", "\x00"])
def test_row_whose_number_is_none_is_not_there(client, forged):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    desk = "/admin/interest_forms/expressionofinterest/"
    form = ExpressionOfInterestFactory(title="Воденицата")

    table, refused = (
        client.post(desk, {"action": "export", "_selected_action": [form.pk, *more]})
        for more in ([], [forged])
    )

    assert "Воденицата" in table.text
    assert refused.status_code == 404
