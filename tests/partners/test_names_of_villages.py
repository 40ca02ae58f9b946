"""A village's name in letters its reader knows."""

import pytest
from django.utils import translation

from tests.factories import SettlementFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "name"),
    [("bg", "Белчин"), ("en", "Belchin"), ("ro", "Belchin"), ("fr", "Belchin")],
)
def test_who_does_not_read_cyrillic_is_told_the_latin_name(language, name):
    village = SettlementFactory(name_bg="Белчин", name_en="Belchin")

    with translation.override(language):
        assert village.name == name


def test_name_known_in_one_language_is_told_to_everybody():
    village = SettlementFactory(name_bg="", name_en=None, name_el="Μέτσοβο")

    with translation.override("fr"):
        assert village.name == "Μέτσοβο"
