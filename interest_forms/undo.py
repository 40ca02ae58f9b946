"""Taking back what a moderator has just decided: all is then as it was before."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from hub.shared.audit import record
from hub.shared.versions import raise_versions
from interest_forms.models import LastDecision, Message, Submission
from places.models import Photo
from places.models.photos import PhotoQuerySet

if TYPE_CHECKING:
    from partners.models import User


def remember_decision(
    before: Sequence[Photo],
    *,
    by: "User",
    submission: Submission | None = None,
    message: Message | None = None,
) -> None:
    """Keep how the photos were before she decided, instead of what she decided last.

    Called in the transaction of the decision; `before` was locked when it was read.
    """
    ids = [photo.pk for photo in before]
    moments = dict(Photo.objects.filter(pk__in=ids).values_list("pk", "decided"))
    photos = [
        {
            "id": photo.pk,
            "decided": _written(moments[photo.pk]),
            "before": {
                name: _written(getattr(photo, name)) for name in LastDecision.KEPT
            },
        }
        for photo in before
        if moments[photo.pk] != photo.decided
    ]
    LastDecision.objects.filter(moderator=by).delete()
    LastDecision.objects.create(
        moderator=by, submission=submission, message=message, photos=photos
    )


@transaction.atomic
def undo_decision(*, by: "User", photos: PhotoQuerySet) -> list[Photo]:
    """Put back what she decided last; a question is withdrawn. The photos put back.

    Left as they are: photos that somebody has decided on since, photos she may no
    longer decide on, and all of them once the question may have been read.
    """
    lasts = LastDecision.objects.offered_to(by).select_for_update(of=["self"])
    last = lasts.select_related("message").first()
    if last is None or last.may_be_read:
        return []
    known = {row["id"]: row for row in last.photos}
    found = photos.filter(pk__in=known).order_by("pk").select_for_update(of=["self"])
    restored = [p for p in found if _written(p.decided) == known[p.pk]["decided"]]
    for photo in restored:
        for name, value in known[photo.pk]["before"].items():
            setattr(photo, name, _read(name, value))
    last.delete()
    if restored:
        Photo.objects.bulk_update(restored, LastDecision.KEPT)
        if last.message:
            last.message.delete()
        record("photo.undo", restored, actor=by)
        raise_versions(photo.group_id for photo in restored)
    return restored


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(name: str, value: Any) -> Any:
    return parse_datetime(value) if name == "decided" and value else value
