"""What is wanted of a place, and which of its photos closed such a gap.

The season and the age of a photo are those of its confirmed day; a photo without one
closes only the first gap.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.models.coverage import NEVER, WINTER

if TYPE_CHECKING:
    from places.models import Photo, Place

# A photo older than this no longer shows what a place is like.
FRESH = timedelta(days=3 * 365)
LOST = Q(condition="lost")


class Gap(TextChoices):
    """What a place may lack."""

    PHOTO = "photo", gettext_lazy("a first photo")
    WINTER = "winter", gettext_lazy("a winter photo")
    RECENT = "recent", gettext_lazy("a photo of the last three years")

    @property
    def lacking(self) -> Q:
        """The places that have this gap."""
        if self == Gap.PHOTO:
            return Q(photographed=NEVER)
        # What is not there any more cannot be photographed today.
        if self == Gap.WINTER:
            return Q(photographed_in_winter=NEVER) & ~LOST
        return Q(photographed__lt=oldest_fresh_day()) & ~LOST

    def thanks(self, place_name: str) -> str:
        """What the one who closed the gap is told."""
        words = {
            Gap.PHOTO: _("Yours is the first photo of “%(place)s”."),
            Gap.WINTER: _("Yours is the first winter photo of “%(place)s”."),
            Gap.RECENT: _("Yours is the first photo of “%(place)s” in three years."),
        }
        return words[self] % {"place": place_name}

    @property
    def deed(self) -> str:
        """What stands beside the name of the one who closed the gap."""
        words = {
            Gap.PHOTO: _("the first photo"),
            Gap.WINTER: _("the first winter photo"),
            Gap.RECENT: _("the first photo in three years"),
        }
        return words[self]


def oldest_fresh_day() -> date:
    return timezone.localdate() - FRESH


def gaps_of(place: "Place") -> list[Gap]:
    """What the place lacks; where there is no photo at all, that alone is said."""
    if place.photographed == NEVER:
        return [Gap.PHOTO]
    gaps: list[Gap] = []
    if place.is_lost:
        return gaps
    if place.photographed_in_winter == NEVER:
        gaps.append(Gap.WINTER)
    if place.photographed < oldest_fresh_day():
        gaps.append(Gap.RECENT)
    return gaps


def closed_gaps(photos: Iterable["Photo"]) -> dict[int, Gap]:
    """Which gap each of these photos closed when it was shown, by the photo's id.

    The photos are all public ones of one place.
    """
    closed: dict[int, Gap] = {}
    newest, has_winter = NEVER, False
    for photo in sorted(photos, key=lambda one: (_shown(one), one.pk)):
        day, winter = photo.taken, _is_winter(photo.taken)
        if not closed:
            closed[photo.pk] = Gap.PHOTO
        elif winter and not has_winter:
            closed[photo.pk] = Gap.WINTER
        elif day and newest < _shown(photo).date() - FRESH <= day:
            closed[photo.pk] = Gap.RECENT
        has_winter |= winter
        newest = max(newest, day or NEVER)
    return closed


def _shown(photo: "Photo"):
    return photo.decided or photo.received


def _is_winter(day: date | None) -> bool:
    return day is not None and day.month in WINTER
