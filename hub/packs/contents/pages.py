"""The pages of a pack: map and list, and what a group shows on pages of their own."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import get_language
from django.views.generic import View

from hub.held_pages import PlacePage, ThemePage
from hub.packs.contents.drawing import drawn
from hub.packs.contents.item import Item, Kind
from hub.packs.views import KeptList, KeptMap, PackDetail
from hub.views import GroupDetail
from partners.land import groups_geojson, settlements_geojson
from partners.models import ActionGroup
from places.models import Place, Product, Route, ThemedRoute
from places.models.shown import Shown
from places.products.views import ProductDetail
from places.routes.views import RouteDetail

# What a group shows on pages of their own.
THINGS: tuple[tuple[type[Shown], type[View], Kind], ...] = (
    (Place, PlacePage, Kind.PLACE),
    (Route, RouteDetail, Kind.ROUTE),
    (ThemedRoute, ThemePage, Kind.PART),
    (Product, ProductDetail, Kind.PART),
)
GEOJSON = "application/geo+json"


def pages(group: ActionGroup) -> Iterator[Item]:
    """The map, the list, the group's page, and the page that tells of the pack."""
    query = f"group={group.slug}"
    yield drawn(KeptMap, reverse("places:place-map"), query)
    yield drawn(KeptList, reverse("places:place-list"), query)
    slug = {"slug": group.slug}
    yield drawn(GroupDetail, reverse("group-detail", kwargs=slug), **slug)
    # What it tells of the pack is read from the phone's own copy of the manifest.
    yield drawn(PackDetail, reverse("pack-detail", kwargs=slug), **slug)


def land(group: ActionGroup) -> Iterator[Item]:
    """The outlines of the groups and of this one's settlements, for the map."""
    language = str(get_language())
    around = groups_geojson(language).encode()
    inside = settlements_geojson(group.pk, language).encode()
    address = reverse("partners:group-land", args=[group.slug])
    yield Item(Kind.PART, reverse("partners:groups-land"), around, GEOJSON)
    yield Item(Kind.PART, address, inside, GEOJSON)


def things(group: ActionGroup) -> Iterator[Item]:
    """The page of each place that the kept list names, and what these lead to."""
    for model, view, kind in THINGS:
        shown = model.objects.published().of_group(group).newest_first()
        for one in shown[: KeptList.page_size]:
            address = one.get_absolute_url()
            yield drawn(view, address, kind=kind, slug=one.slug, pk=one.pk)
