"""What the portal says about itself."""

import pytest

from tests.factories import ActionGroupFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["about", "accessibility", "privacy"])
def test_groups_that_answer_for_the_portal_can_be_reached(
    client, name, django_assert_num_queries
):
    group = ActionGroupFactory(
        name="МИГ Искър",
        organisation__email="mig@example.org",
        organisation__address="Самоков, ул. Македония 3",
    )
    ActionGroupFactory(name="Още скрита", is_published=False)

    # The versions of the kept page, and the groups.
    with django_assert_num_queries(2):
        text = client.get(f"/bg/{name}/").content.decode()

    assert f'href="{group.get_absolute_url()}"' in text
    assert "mailto:mig@example.org" in text
    assert "Самоков, ул. Македония 3" in text
    assert "Още скрита" not in text


def test_page_on_personal_data_tells_the_periods_that_are_set(client, settings):
    settings.HUB_OVER_PHOTO_DAYS = 17
    settings.HUB_INTEREST_DAYS = 18
    settings.HUB_REGISTRANT_DAYS = 19
    settings.HUB_ATTENDANCE_DAYS = 20

    text = client.get("/en/privacy/").content.decode()

    assert "declined or taken back: 17 days" in text
    assert "a form of interest that is still open: 18 days" in text
    assert "who registered for an event: 19 days" in text
    assert "the list that was signed: 20 days" in text


def test_every_page_leads_to_them(client):
    text = client.get("/fr/groups/").content.decode()

    assert all(
        f'href="/fr/{n}/"' in text for n in ("about", "accessibility", "privacy")
    )
