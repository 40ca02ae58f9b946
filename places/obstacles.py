"""Why photos cannot be shown yet, in words for the moderator."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places.models.photos import PhotoQuerySet


def obstacles(photos: PhotoQuerySet) -> list[str]:
    """What keeps the undecided ones among the photos back, one sentence a reason."""
    waiting = photos.undecided()
    without_place = waiting.filter(place=None).count()
    awaiting = waiting.filter(awaits_guardian=True).count()
    reasons = []
    if without_place:
        reasons.append(_("Choose the place first: a photo is shown at a place."))
    if awaiting:
        waits = ngettext(
            "%d photo waits until you record that a parent or guardian agrees.",
            "%d photos wait until you record that a parent or guardian agrees.",
            awaiting,
        )
        reasons.append(waits % awaiting)
    return reasons
