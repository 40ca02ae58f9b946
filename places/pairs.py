"""Then and now: an old picture beside one taken from the same spot."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hub.shared.audit import record
from hub.shared.versions import raise_versions
from places.models import Photo, PhotoPair

if TYPE_CHECKING:
    from partners.models import User


def check_pair(then: Photo, now: Photo) -> None:
    """`ValidationError` when the two cannot be then and now."""
    if then == now:
        raise ValidationError(_("Choose two different photos."))
    if then.place_id is None or then.place_id != now.place_id:
        raise ValidationError(_("Both photos must be of one place."))
    if then.when and now.when and then.when > now.when:
        raise ValidationError(_("The older photo comes first."))


@transaction.atomic
def pair_photos(*, then: Photo, now: Photo, by: "User | None" = None) -> PhotoPair:
    """Say that both were taken from one spot. Twice the same is one pair.

    Visitors see it as soon as both photos are public: approving the new one shows it.
    """
    check_pair(then, now)
    pair, is_new = PhotoPair.objects.get_or_create(then=then, now=now)
    if is_new:
        record("photopair.add", pair, actor=by, then=then.pk, now=now.pk)
        raise_versions([pair.group_id])
    return pair


def propose_pair(photo: Photo, then: Photo | None) -> None:
    """Keep which old picture a resident's photo answers, if it is of that place."""
    if then and then.place_id == photo.place_id:
        pair_photos(then=then, now=photo)


def pairs_among(photos: Iterable[Photo]) -> list[PhotoPair]:
    """Then and now among the public photos of a place, the oldest first. One query."""
    known = {photo.pk: photo for photo in photos}
    pairs = PhotoPair.objects.among(known).order_by("pk")
    found = [
        PhotoPair(pk=pk, then=known[then], now=known[now])
        for pk, then, now in pairs.values_list("pk", "then", "now")
    ]
    return sorted(
        found, key=lambda pair: pair.then.when.order if pair.then.when else ""
    )
