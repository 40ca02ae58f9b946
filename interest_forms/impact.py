"""What a moderator's work led to, told on the first page of the admin."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, Count, DurationField, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.shared.memory import Remembered
from interest_forms.models import Submission
from places.models import Photo

if TYPE_CHECKING:
    from partners.models import User

DAYS = 7
SECONDS = 60
HOURS_TOLD_UNTIL = 48

_known: Remembered[int, dict[str, Any]] = Remembered(seconds=SECONDS)


class Median(Aggregate):
    """The middle one of the values, which the database finds."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


def impact_of(user: "User") -> dict[str, Any]:
    """Of the last seven days, within her groups: approved, median wait, thanks."""
    return _known.get(user.pk, lambda: _count(user))


def _count(user: "User") -> dict[str, Any]:
    since = timezone.now() - timedelta(days=DAYS)
    photos = Photo.objects.managed_by(user).filter(
        decided__gte=since, decided_by__isnull=False, submission__isnull=False
    )
    waited = F("decided") - F("submission__received")
    published = Q(state=Photo.State.APPROVED)
    counts = photos.aggregate(
        mine=Count("pk", filter=published & Q(decided_by=user)),
        all=Count("pk", filter=published),
        wait=Median(waited, output_field=DurationField()),
    )
    hers = Photo.objects.filter(submission=OuterRef("pk"), decided_by=user)
    thanked = Submission.objects.managed_by(user).filter(thanked__gte=since)
    return {**counts, "thanks": thanked.filter(Exists(hers)).count()}


def wait_words(wait: timedelta | None) -> str:
    """How long it was, in hours or days; empty when nothing was decided."""
    if wait is None:
        return ""
    hours = round(wait.total_seconds() / 3600)
    if hours < 1:
        return _("less than an hour")
    if hours < HOURS_TOLD_UNTIL:
        return ngettext("%d hour", "%d hours", hours) % hours
    days = round(hours / 24)
    return ngettext("%d day", "%d days", days) % days
