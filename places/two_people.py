"""Two people for fragile places: the first approval is kept, the second one shows."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import ngettext

from hub.shared.audit import record
from places.models import Photo
from places.models.photos import PhotoQuerySet

if TYPE_CHECKING:
    from partners.models import User


def approvable_by(photos: PhotoQuerySet, user: "User") -> PhotoQuerySet:
    """Which are shown when she approves: at fragile places somebody else was first."""
    second = Q(first_approved_by__isnull=False) & ~Q(first_approved_by=user)
    return photos.filter(Q(place__needs_two_people=False) | second)


def keep_first_approvals(photos: PhotoQuerySet, *, by: "User") -> None:
    """Note that she approves those at fragile places which nobody approved before."""
    wanted = photos.filter(place__needs_two_people=True, first_approved_by=None)
    rows = list(wanted.order_by("pk").select_for_update(of=["self"]))
    Photo.objects.filter(pk__in=[row.pk for row in rows]).update(first_approved_by=by)
    record("photo.first_approval", rows, actor=by)


def waits_for_second(photos: PhotoQuerySet) -> list[str]:
    """In words, how many of the photos are approved by one person only."""
    count = photos.undecided().filter(first_approved_by__isnull=False).count()
    return [second_words(count)] if count else []


def second_words(count: int) -> str:
    """That so many photos are approved by one person only."""
    waits = ngettext(
        "%d photo is of a fragile place and waits for a second person to approve it.",
        "%d photos are of fragile places and wait for a second person to approve them.",
        count,
    )
    return waits % count
