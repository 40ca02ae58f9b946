"""Does every submission that was acknowledged exist, once and whole?

Does every upload that is under way have the bytes it says it has? Do letters go out?
"""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, IntegerField, Max, OuterRef, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from hub.shared.findings import Finding
from hub.shared.letters import letter_findings
from hub.shared.models import AuditEntry
from interest_forms import papers
from interest_forms.models import (
    Applicant,
    EventProposal,
    ExpressionOfInterest,
    InterestLetter,
    Letter,
    ScheduleLetter,
    Submission,
    Upload,
)
from interest_forms.resumable.pieces import remove
from places.photos import originals, partials

CHUNK = 500
RECEIVED = "submission.receive"
ERASED = "submission.erase"


def findings() -> Iterator[Finding]:
    """Every broken promise about what residents send."""
    yield from _submissions()
    yield from _told()
    yield from _applicants()
    yield from _uploads()
    yield from letter_findings(Letter.objects.all(), "submission")
    yield from letter_findings(InterestLetter.objects.all(), "change", also=())
    told = ScheduleLetter.objects.all()
    yield from letter_findings(told.filter(member=None), "form")
    yield from letter_findings(told.filter(form=None), "member")


def _submissions() -> Iterator[Finding]:
    """Compare the submissions with the audit trail, which cannot be changed."""
    rows = _acknowledged().iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        submissions = Submission.objects.with_counts()
        found = submissions.in_bulk([row["object_id"] for row in chunk])
        for row in chunk:
            yield from _findings(row, found.get(row["object_id"]))
    yield from papers.findings()


def _acknowledged() -> QuerySet:
    entries = AuditEntry.objects.filter(
        object_type=ContentType.objects.get_for_model(Submission)
    )
    erased = entries.filter(verb=ERASED).values("object_id")
    return (
        entries.filter(verb=RECEIVED)
        .exclude(object_id__in=erased)
        .order_by("object_id")
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


def _told() -> Iterator[Finding]:
    """Events that were told of and forms of interest, and that nobody has erased."""
    for model, verb, name in (
        (EventProposal, "proposal", "event proposal"),
        (ExpressionOfInterest, "interest", "form of interest"),
    ):
        entries = AuditEntry.objects.filter(
            object_type=ContentType.objects.get_for_model(model)
        )
        erased = entries.filter(verb=f"{verb}.erase").values("object_id")
        there = model.objects.filter(pk=OuterRef("object_id"))
        told = entries.filter(verb=f"{verb}.receive").exclude(object_id__in=erased)
        for entry in told.exclude(Exists(there)).order_by("object_id"):
            yield Finding(f"{name} {entry.object_id}: it is not there any more")


def _applicants() -> Iterator[Finding]:
    """Who was forgotten is not known."""
    known = Applicant.objects.exclude(form__person_deleted=None)
    for one in known.order_by("form"):
        text = f"form of interest {one.form_id}: its applicant is to be forgotten"
        yield Finding(text, one.delete)


def _uploads() -> Iterator[Finding]:
    """The sender of one that has lost its bytes is asked to send it again."""
    for upload in Upload.objects.filter(fault="").iterator(chunk_size=CHUNK):
        if not _has_its_bytes(upload):
            text = f"upload {upload.pk}: its {upload.offset} bytes are not there"
            yield Finding(text, partial(remove, upload))


def _has_its_bytes(upload: Upload) -> bool:
    if upload.is_settled:
        return originals.path_of(upload.sha256).is_file()
    path = partials.path_of(upload.token)
    return path.is_file() and path.stat().st_size >= upload.offset
