"""What is known of a day wherever one is: its light, its holidays, its names."""

from datetime import date, datetime
from functools import lru_cache

import holidays
from astral import Observer
from astral.sun import sunrise, sunset
from django.contrib.gis.geos import Point
from django.utils.translation import get_language

from events.calendar.name_days import NameDay, name_days_of


def daylight(point: Point, day: date) -> tuple[datetime, datetime] | None:
    """When the sun rises and sets there (UTC); `None`: it does not, so far north."""
    # To some hundred metres: the sun does not see the difference.
    return _daylight(round(point.x, 2), round(point.y, 2), day)


@lru_cache(maxsize=10_000)
def _daylight(lon: float, lat: float, day: date) -> tuple[datetime, datetime] | None:
    observer = Observer(lat, lon)
    try:
        return sunrise(observer, day), sunset(observer, day)
    except ValueError:
        return None


def holiday(country: str, day: date) -> str | None:
    """The public holiday of the country (ISO 3166) on that day, in words."""
    return _holidays(country, day.year, get_language() or "en").get(day)


@lru_cache(maxsize=100)
def _holidays(country: str, year: int, language: str) -> dict[date, str]:
    if country not in holidays.list_supported_countries():
        return {}
    known = holidays.country_holidays(country, years=year)
    if language not in known.supported_languages:
        language = "en_US"
    return dict(holidays.country_holidays(country, years=year, language=language))


def name_days(country: str, day: date) -> list[NameDay]:
    """Whose name's feast it is: known of Bulgaria alone."""
    return name_days_of(day) if country == "BG" else []
