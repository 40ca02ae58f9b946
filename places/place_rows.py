"""What one row of a place file says."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.gis.geos import Point

from hub.shared.importing import Record, Refused, point_of

LANGUAGES = ("bg", "en", "ro", "el", "fr")
TRANSLATED = ("name", "summary", "story", "directions", "opening", "period_label")
TEXTS = (
    "precision",
    "period_certainty",
    "condition",
    "access",
    "protection_register",
    "protection_code",
    "protection_category",
    "protection_act",
    "contact",
    "website",
    "wikidata",
    "osm",
    "sources",
)
WHOLE_NUMBERS = ("period_begin", "period_end", "elevation", "visit_minutes")
FACTS = ("step_free", "toilet", "parking", "bench", "guide_dog", "audio")
YES_OR_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False}
YES_OR_NO["0"] = False
# Where other people's files keep what we need.
ID_COLUMNS = ("id", "external_id", "pid", "geonameid", "osm_id")
NAME_COLUMNS = ("name", "title")


def id_of(record: Record, source: str) -> str:
    """The id by which the same row is known again, with the source before it."""
    if record.problem:
        raise Refused(record.problem)
    own = record.text(*ID_COLUMNS)
    if not own:
        message = 'no id. Add a column "id" that stays the same for the place.'
        raise Refused(message)
    return f"{source}:{own}"


def values_of(record: Record, language: str) -> dict[str, Any]:
    """The fields the row fills in; those it leaves empty are left as they are."""
    values: dict[str, Any] = {
        f"{field}_{lang}": record.text(f"{field}_{lang}")
        for field in TRANSLATED
        for lang in LANGUAGES
    }
    values[f"name_{language}"] = record.text(f"name_{language}", *NAME_COLUMNS)
    values |= {field: record.text(field) for field in TEXTS}
    values |= {field: record.whole(field) for field in WHOLE_NUMBERS}
    values |= {field: _fact(record, field) for field in FACTS}
    values["price"] = _price(record)
    values["confirmed"] = _date(record, "confirmed")
    if not any(values[f"name_{lang}"] for lang in LANGUAGES):
        message = 'no name. Add a column such as "name_bg" or "name_en".'
        raise Refused(message)
    return {field: value for field, value in values.items() if value not in {"", None}}


def position_of(record: Record) -> Point | None:
    """The row's point; `None` when it has none at all."""
    if record.geometry is not None:
        return point_of(record.geometry)
    if not record.text("lon") and not record.text("lat"):
        return None
    position = [record.number_of("lon"), record.number_of("lat")]
    return point_of({"type": "Point", "coordinates": position})


def _fact(record: Record, field: str) -> bool | None:
    text = record.text(field).lower()
    if text and text not in YES_OR_NO:
        message = f'"{field}" is "{text[:30]}". Write yes, no or nothing.'
        raise Refused(message)
    return YES_OR_NO.get(text)


def _price(record: Record) -> Decimal | None:
    text = record.text("price").replace(",", ".")
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        message = f'"price" is "{text[:30]}", which is no amount in EUR.'
        raise Refused(message) from None


def _date(record: Record, field: str) -> date | None:
    text = record.text(field)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        message = f'"{field}" is "{text[:30]}". Write it as 2026-05-31.'
        raise Refused(message) from None
