"""Does every submission that was acknowledged exist, once and whole?"""

from collections.abc import Iterator
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, IntegerField, Max, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from hub.shared.findings import Finding
from hub.shared.models import AuditEntry
from interest_forms.models import Submission

CHUNK = 500
RECEIVED = "submission.receive"


def findings() -> Iterator[Finding]:
    """Compare the submissions with the audit trail, which cannot be changed."""
    rows = _acknowledged().iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        submissions = Submission.objects.with_counts()
        found = submissions.in_bulk([row["object_id"] for row in chunk])
        for row in chunk:
            yield from _findings(row, found.get(row["object_id"]))


def _acknowledged() -> QuerySet:
    entries = AuditEntry.objects.filter(
        verb=RECEIVED, object_type=ContentType.objects.get_for_model(Submission)
    )
    return (
        entries.order_by("object_id")
        .values("object_id")
        .annotate(
            times=Count("pk"), photos=Max(Cast(KT("detail__photos"), IntegerField()))
        )
    )


def _findings(row: dict, submission: Submission | None) -> Iterator[Finding]:
    name = f"submission {row['object_id']}"
    if submission is None:
        yield Finding(f"{name}: it was acknowledged and is not there")
        return
    if row["times"] > 1:
        yield Finding(f"{name}: it was received {row['times']} times")
    missing = (row["photos"] or 0) - submission.photo_count
    if missing > 0:
        yield Finding(f"{name}: {missing} of its photos are not there")
