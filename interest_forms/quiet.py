"""The seconds in which a decision can be taken back: its sender sees none of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from interest_forms.models import Submission
from places.models import Photo

DECIDED = (Photo.State.APPROVED, Photo.State.DECLINED, Photo.State.NEEDS_INFO)


def settled_before() -> datetime:
    """What was decided later than this may still be taken back."""
    return timezone.now() - timedelta(seconds=settings.HUB_UNDO_SECONDS)


def as_before(photos: Iterable[Photo]) -> None:
    """Let photos that were just decided on look as if they waited; nothing is saved."""
    moment = settled_before()
    for photo in photos:
        fresh = photo.decided_by_id and photo.decided and photo.decided > moment
        if fresh and photo.state in DECIDED:
            photo.state, photo.reason = Photo.State.PENDING, ""


def settled_messages(submission: Submission) -> QuerySet:
    """The talk, without a question that was put only just now."""
    fresh = {"author__isnull": False, "at__gt": settled_before()}
    return submission.messages.exclude(**fresh)
