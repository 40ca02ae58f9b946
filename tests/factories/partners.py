"""Territories, groups and their people."""

import factory
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from factory.django import DjangoModelFactory

from partners.models import (
    ActionGroup,
    GroupSettlement,
    Membership,
    Organisation,
    Territory,
    User,
)

SAMOKOV = Point(23.5585, 42.337, srid=4326)


def square(lon: float, lat: float, half: float = 0.05) -> MultiPolygon:
    """A square piece of land around the point."""
    box = (lon - half, lat - half, lon + half, lat + half)
    return MultiPolygon(Polygon.from_bbox(box), srid=4326)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"staff{n}@example.org")
    password = factory.django.Password("станция-42")
    is_staff = True


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Territory
        django_get_or_create = ["scheme", "code"]

    level = Territory.Level.COUNTRY
    scheme = Territory.Scheme.ISO
    code = "BG"
    name_bg = "България"
    name_en = "Bulgaria"


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    parent = factory.SubFactory(CountryFactory)
    level = Territory.Level.MUNICIPALITY
    scheme = Territory.Scheme.EKATTE
    code = factory.Sequence(lambda n: f"M{n:04}")
    name_bg = "Самоков"
    name_en = "Samokov"


class SettlementFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    parent = factory.SubFactory(MunicipalityFactory)
    level = Territory.Level.SETTLEMENT
    scheme = Territory.Scheme.EKATTE
    code = factory.Sequence(lambda n: f"{n:05}")
    kind = Territory.Kind.VILLAGE
    name_bg = "Белчин"
    name_en = "Belchin"
    search = "belchin"
    point = SAMOKOV


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name_bg = factory.Sequence(lambda n: f"МИГ {n}")
    kind = Organisation.Kind.LAG
    country = factory.SubFactory(CountryFactory)


class ActionGroupFactory(DjangoModelFactory):
    class Meta:
        model = ActionGroup

    organisation = factory.SubFactory(OrganisationFactory)
    name_bg = factory.Sequence(lambda n: f"МИГ {n}")
    name_en = factory.Sequence(lambda n: f"LAG {n}")
    slug = factory.Sequence(lambda n: f"lag-{n}")


class GroupSettlementFactory(DjangoModelFactory):
    class Meta:
        model = GroupSettlement

    group = factory.SubFactory(ActionGroupFactory)
    settlement = factory.SubFactory(SettlementFactory)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    group = factory.SubFactory(ActionGroupFactory)
    role = Membership.Role.COORDINATOR
