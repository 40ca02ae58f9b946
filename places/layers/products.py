"""Products as marks on the map page, at the places they come from."""

from typing import Any

from django.db.models import Prefetch

from hub.shared.translation import translated
from places.facts import season_words
from places.layers.squares import Square
from places.layers.words import said
from places.models import Place, Product

# In one square: the newest ones.
MOST_PRODUCTS = 60


def products_in(square: Square) -> dict[str, Any]:
    """The products of the square's places, and whether there are more of them.

    Each stands at the point of its place that visitors may know.
    """
    places = Place.objects.published().shown_in(square.box()).order_by("pk")
    products = (
        Product.objects.published()
        .filter(
            pk__in=Product.places.through.objects.filter(place__in=places).values(
                "product"
            )
        )
        .select_related("group", "producer__group")
        .prefetch_related(Prefetch("places", places.select_related("group"), "here"))
        .newest_first()
    )
    found = list(products[: MOST_PRODUCTS + 1])
    rows = [
        {**row_of(product), "places": [_spot(place) for place in product.here]}
        for product in found[:MOST_PRODUCTS]
    ]
    return {"rows": rows, "more": len(found) > MOST_PRODUCTS}


def row_of(product: Product) -> dict[str, Any]:
    """What the list beside the map says of the product."""
    season = season_words(product.season) if product.season else ""
    told = [said(season), said(translated(product, "buying")), said(_contact(product))]
    return {
        "id": product.pk,
        "name": said(translated(product, "name")),
        "told": [one for one in told if one["words"]],
        "url": product.get_absolute_url(),
    }


def _contact(product: Product) -> str:
    """Whom to ask, once she agreed to be named."""
    producer = product.known_producer
    if producer is None:
        return ""
    ways = [translated(producer, "name").value, producer.phone, producer.email]
    return " · ".join(filter(None, ways))


def _spot(place: Place) -> dict[str, Any]:
    return {
        "id": place.pk,
        "name": said(translated(place, "name")),
        "lat": place.public_point.y,
        "lon": place.public_point.x,
    }
