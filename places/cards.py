"""Cards of places: what lists show of a place, read and drawn at little cost.

A list of 24 places is the page that is asked for most. Whole model instances with three
relations each took two thirds of its time, so a card is read as plain values, and what
many cards share (categories, labels of settlements, names of groups) is remembered.
"""

from dataclasses import dataclass
from functools import cache
from html import escape

from django.conf import settings
from django.db import connection
from django.db.models import FloatField, Func, Value
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override

from hub.shared.drawings import icon_html, mark_html, text_html
from hub.shared.memory import Remembered
from hub.shared.pictures import picture_html
from hub.shared.translation import Text, first_text
from partners.models import ActionGroup, Territory
from places.facts import about_words
from places.models import Category, Photo, Place
from places.models.places import PlaceQuerySet, pattern_path

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
NAMES = tuple(f"name_{language}" for language in LANGUAGES)
COLUMNS = (
    *("pk", "slug", "category_id", "group_id", "territory_id"),
    *("precision", "lon", "lat", "distance"),
)
CAPTIONS = tuple(f"caption_{language}" for language in LANGUAGES)
# Names of settlements, groups and categories change some times a year.
BELIEVED_SECONDS = 60
# Stands in a compiled query where the places go.
_PLACES = "@@places@@"
# How wide a card's picture is: one, two, three or four columns.
SIZES = "(width < 36rem) 100vw, (width < 56rem) 50vw, 17.5rem"


@dataclass(frozen=True, slots=True)
class Cover:
    """The photo on a card."""

    token: str
    width: int
    height: int
    colour: str
    credit: str
    caption: str


@dataclass(frozen=True, slots=True)
class Card:
    """A place in a list."""

    pk: int
    slug: str
    name: Text
    category_id: int
    mark: str
    category: str
    where: str
    group: str
    cover: Cover | None
    # The point visitors may know, in degrees; whether it is another than the true one.
    lon: float
    lat: float
    is_approximate: bool
    address: str
    # In words, where the list is of what is near.
    distance: str


def cards_of(places: PlaceQuerySet) -> list[Card]:
    """The places as cards in the reader's language: two queries, and what is new."""
    # The columns are named in full: nothing is left for modeltranslation to rewrite.
    if "distance" not in places.query.annotations:
        places = places.annotate(distance=Value(None, FloatField()))
    rows = (
        places.rewrite(False)
        .annotate(lon=_ordinate("X"), lat=_ordinate("Y"))
        .values_list(*COLUMNS, *NAMES)
    )
    rows = list(rows)
    language = get_language() or settings.LANGUAGE_CODE
    kinds = _categories.get_many((language, row[2]) for row in rows)
    groups = group_names.get_many((language, row[3]) for row in rows if row[3])
    labels = settlement_labels.get_many((language, row[4]) for row in rows if row[4])
    covers = _covers({row[0] for row in rows}, language)
    root = reverse("places:place-list")
    cards = []
    for row in rows:
        pk, slug, category, group, territory, precision, lon, lat, away, *names = row
        group_name, source = groups.get((language, group), ("", LANGUAGES[0]))
        sign, kind = kinds[language, category]
        name = first_text(dict(zip(LANGUAGES, names, strict=True)), language, source)
        label = labels.get((language, territory), "")
        cover = covers.get(pk)
        is_approximate = precision != Place.Precision.EXACT
        words = (pk, slug, name, category, sign, kind, label, group_name, cover)
        address = f"{root}{slug}-{pk}/"
        distance = about_words(away.m) if away is not None else ""
        cards.append(Card(*words, lon, lat, is_approximate, address, distance))
    return cards


def _ordinate(axis: str) -> Func:
    """One ordinate of the public point: cheaper than to decode the point."""
    return Func("public_point", function=f"ST_{axis}", output_field=FloatField())


def _covers(places: set[int], language: str) -> dict[int, Cover]:
    """The first public photo of each of the places."""
    sql, params = _covers_query()
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(places) if p == _PLACES else p for p in params])
        rows = cursor.fetchall()
    covers = {}
    for place, token, width, height, colour, credit, *captions in rows:
        texts = dict(zip(LANGUAGES, captions, strict=True))
        caption = first_text(texts, language, LANGUAGES[0]).value
        covers[place] = Cover(token, width, height, colour, credit, caption)
    return covers


@cache
def _covers_query() -> tuple[str, tuple]:
    """Compiled once: to put it together anew took a quarter of a list's time."""
    chosen = RawSQL("SELECT unnest(%s::bigint[])", [_PLACES])
    photos = Photo.objects.public().filter(place__in=chosen)
    photos = photos.order_by("place", "position", "pk").distinct("place")
    rows = photos.rewrite(False).values_list(
        "place_id", "token", "width", "height", "colour", "credit", *CAPTIONS
    )
    return rows.query.sql_with_params()


def _load_categories(keys):
    pks = {pk for _language, pk in keys}
    rows = Category.objects.in_bulk(pks)
    return _in_languages(keys, lambda pk: (rows[pk].mark, escape(rows[pk].name)))


def _load_groups(keys):
    rows = ActionGroup.objects.in_bulk({pk for _language, pk in keys})
    return _in_languages(keys, lambda pk: (rows[pk].name, rows[pk].source_language))


def _load_labels(keys):
    rows = Territory.objects.with_label().in_bulk({pk for _language, pk in keys})
    return _in_languages(keys, lambda pk: rows[pk].label)


def _in_languages(keys, value_of):
    """Each key's value, read in the key's own language."""
    found = {}
    for language, pk in keys:
        with override(language):
            found[language, pk] = value_of(pk)
    return found


_categories = Remembered(_load_categories, seconds=BELIEVED_SECONDS)
# By language and number: a group's name and source language, a settlement's label.
group_names = Remembered(_load_groups, seconds=BELIEVED_SECONDS)
settlement_labels = Remembered(_load_labels, seconds=BELIEVED_SECONDS)


def cards_html(cards: list[Card]) -> SafeString:
    """The cards as list items: `<li class="card">…`."""
    ask = f"{icon_html('camera', 16)}{escape(gettext('Have you a photo?'))}"
    return mark_safe("".join(_card_html(card, ask) for card in cards))  # noqa: S308 -- each part is escaped below


def _card_html(card: Card, ask: str) -> str:
    if card.cover:
        picture = picture_html(card.cover, SIZES)
    else:
        picture = (
            f'<img src="{pattern_path(card.pk)}" alt="" width="730" height="490"'
            f' loading="lazy" decoding="async"><span class="ask-photo">{ask}</span>'
        )
    data = place_data(
        card.pk,
        card.category_id,
        card.lon,
        card.lat,
        is_approximate=card.is_approximate,
    )
    where = f'<p class="where">{escape(card.where)}</p>' if card.where else ""
    if card.distance:
        where += f'<p class="where" data-distance>{escape(card.distance)}</p>'
    return (
        f'<li class="card" {data}>'
        f'<div class="picture">{picture}</div><div class="body">'
        f'<p class="kind">{mark_html(card.mark, 24)}{card.category}</p>'
        f'<h3><a href="{card.address}">{text_html(card.name)}</a></h3>'
        f'{where}<p class="by">{escape(_thanks(card))}</p></div></li>'
    )


def place_data(
    pk: int, category: int, lon: float, lat: float, *, is_approximate: bool
) -> SafeString:
    """The attributes by which a map's script knows a place in a list.

    `lon` and `lat` are of the public point, in degrees.
    """
    kept_back = " data-approximate" if is_approximate else ""
    return mark_safe(  # noqa: S308 -- numbers only
        f'data-place="{pk}" data-category="{category}" data-lon="{lon}"'
        f' data-lat="{lat}"{kept_back}'
    )


def _thanks(card: Card) -> str:
    """Whom the card thanks: the photographer, else the group."""
    if card.cover and card.cover.credit:
        return gettext("photo: %(name)s") % {"name": card.cover.credit}
    if card.group:
        return gettext("added by %(group)s") % {"group": card.group}
    return ""
