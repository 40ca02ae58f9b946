"""What a group's forms hang on stays with the group: crews, equipment, calls."""

import pytest
from django.urls import reverse

from tests.factories import ActionGroupFactory, MembershipFactory, UserFactory
from tests.interest_factories import (
    CrewFactory,
    EquipmentFactory,
    ExpressionOfInterestFactory,
    InterestCallFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "factory", [CrewFactory, EquipmentFactory, InterestCallFactory]
)
def test_nobody_gives_it_to_another_group(client, factory):
    thing = factory()
    client.force_login(UserFactory(is_superuser=True))
    name = f"admin:interest_forms_{thing._meta.model_name}_change"  # noqa: SLF001 -- the public way
    fields = client.get(reverse(name, args=[thing.pk])).context["adminform"].form.fields
    other = ActionGroupFactory()

    client.post(reverse(name, args=[thing.pk]), {"group": other.pk, "name": "Друг"})

    before = thing.group
    thing.refresh_from_db()
    assert "group" not in fields
    assert thing.group == before


def test_board_of_a_call_shows_the_forms_of_its_group_alone(client):
    call = InterestCallFactory()
    client.force_login(MembershipFactory(group=call.group).user)
    ExpressionOfInterestFactory(call=call, group=call.group, title="Тепавицата")
    ExpressionOfInterestFactory(call=call, title="Чужда чешма")

    board = reverse("admin:interest_forms_expressionofinterest_board")
    page = client.get(board, {"call": call.pk}).text

    assert "Тепавицата" in page
    assert "Чужда чешма" not in page
