"""Places, what is at them, and pictures of both."""

import factory
from django.contrib.gis.geos import Polygon
from django.utils import timezone
from factory.django import DjangoModelFactory

from hub.shared.dates import PartialDate
from places.actions import prepare_place
from places.models import (
    Basemap,
    Category,
    HistoricMap,
    Photo,
    PhotoPair,
    Place,
    Producer,
    Product,
    Route,
    RouteStop,
    ThemedRoute,
)
from places.photos.names import RECIPE, token_of
from tests.factories.partners import SAMOKOV, ActionGroupFactory


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ["slug"]

    slug = "religious"
    name_bg = "Религиозно"
    name_en = "Religious"
    mark = Category.Mark.RELIGIOUS


class PlaceFactory(DjangoModelFactory):
    """A published place at Samokov, ready for visitors."""

    class Meta:
        model = Place

    name_bg = "Девически манастир"
    name_en = "Convent"
    category = factory.SubFactory(CategoryFactory)
    group = factory.SubFactory(ActionGroupFactory)
    point = SAMOKOV
    published = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        place = prepare_place(model_class(*args, **kwargs))
        place.save()
        return place


class RouteFactory(DjangoModelFactory):
    """A published route without a line or stops."""

    class Meta:
        model = Route

    name_bg = "Към водопада"
    name_en = "To the waterfall"
    slug = "to-the-waterfall"
    group = factory.SubFactory(ActionGroupFactory)
    published = factory.LazyFunction(timezone.now)


class ProducerFactory(DjangoModelFactory):
    """A producer who has not been asked yet."""

    class Meta:
        model = Producer

    name_bg = "Пчелин Мед"
    phone = "+359 722 00 000"
    email = "honey@example.org"
    group = factory.SubFactory(ActionGroupFactory)


class ProductFactory(DjangoModelFactory):
    """A published product of nobody in particular."""

    class Meta:
        model = Product

    name_bg = "Планински мед"
    name_en = "Mountain honey"
    slug = "mountain-honey"
    group = factory.SubFactory(ActionGroupFactory)
    published = factory.LazyFunction(timezone.now)


class ThemedRouteFactory(DjangoModelFactory):
    """A published themed route without routes or products."""

    class Meta:
        model = ThemedRoute

    name_bg = "По пътя на меда"
    name_en = "The honey trail"
    slug = "the-honey-trail"
    group = factory.SubFactory(ActionGroupFactory)
    published = factory.LazyFunction(timezone.now)


class RouteStopFactory(DjangoModelFactory):
    class Meta:
        model = RouteStop

    route = factory.SubFactory(RouteFactory)
    place = factory.SubFactory(
        PlaceFactory, group=factory.SelfAttribute("..route.group")
    )


class PhotoFactory(DjangoModelFactory):
    """A photo that waits for a moderator; `public=True`: visitors see it."""

    class Meta:
        model = Photo

    class Params:
        public = factory.Trait(state=Photo.State.APPROVED)
        unrendered = factory.Trait(
            state=Photo.State.RECEIVED, recipe=0, token="", width=None, height=None
        )

    place = factory.SubFactory(PlaceFactory)
    group = factory.SelfAttribute("place.group")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 1_000_000
    format = "jpeg"
    width = 1600
    height = 1200
    colour = "#8899aa"
    dhash = 0
    recipe = RECIPE
    token = factory.LazyAttribute(lambda photo: token_of(photo.sha256, RECIPE))
    state = Photo.State.PENDING


class PhotoPairFactory(DjangoModelFactory):
    """A picture of the 1930s and a new one; `public=True`: visitors see both."""

    class Meta:
        model = PhotoPair

    class Params:
        public = factory.Trait(then__public=True, now__public=True)

    then = factory.SubFactory(PhotoFactory, dated=PartialDate.from_edtf("193X"))
    now = factory.SubFactory(PhotoFactory, place=factory.SelfAttribute("..then.place"))


class BasemapFactory(DjangoModelFactory):
    """A finished base map; its file is not there."""

    class Meta:
        model = Basemap

    name = factory.Sequence(lambda n: f"region-{n}")
    state = "ready"
    progress = 100


class HistoricMapFactory(DjangoModelFactory):
    """A sheet that has only words yet; `public=True`: visitors may see it."""

    class Meta:
        model = HistoricMap

    class Params:
        public = factory.Trait(
            published=factory.LazyFunction(timezone.now),
            token=factory.Sequence(lambda n: f"{n:032x}"),
            area=Polygon.from_bbox((23.5, 42.3, 23.6, 42.4)),
            min_zoom=10,
            max_zoom=14,
            sha256=factory.Sequence(lambda n: f"{n:064x}"),
            format="jpeg",
            width=600,
            height=400,
        )

    group = factory.SubFactory(ActionGroupFactory)
    slug = factory.Sequence(lambda n: f"sheet-{n}")
    title_bg = "План на Самоков"
    title_en = "Plan of Samokov"
    dated = PartialDate.from_edtf("1912")
