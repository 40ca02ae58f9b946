"""Erasing one person: her rows, her files, and what is written about them anywhere.

What visitors could see goes at once, as with any unpublishing; the entry that stays in
the audit trail says that something was erased and by whom, and nothing about her.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone

from hub.shared.audit import record
from hub.shared.models import AuditEntry
from hub.shared.versions import raise_versions
from interest_forms import papers
from interest_forms.interest.forgetting import forget_all
from interest_forms.models import (
    EventProposal,
    ExpressionOfInterest,
    LastDecision,
    Message,
    PaperConsent,
    Submission,
    TakedownReport,
    Upload,
)
from interest_forms.models.submissions import SubmissionQuerySet
from interest_forms.resumable.pieces import remove
from interest_forms.teamwork import forget_trust
from places.models import Photo
from places.photos.purging import remove_files

if TYPE_CHECKING:
    from partners.models import User


# What is true of no row.
NOBODY = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Erasure:
    """Everything that goes with these submissions."""

    submissions: list[Submission]
    photos: list[Photo]
    messages: int
    reports: list[TakedownReport]
    proposals: list[EventProposal]
    interests: list[ExpressionOfInterest]
    shared: int

    @property
    def published(self) -> int:
        return sum(photo.state == Photo.State.APPROVED for photo in self.photos)


def of_same_person(submission: Submission, among: SubmissionQuerySet):
    """Other submissions that bear her contact or her name."""
    alike = NOBODY
    if submission.contact:
        alike |= Q(contact__iexact=submission.contact)
    if submission.sender_name:
        alike |= Q(sender_name__iexact=submission.sender_name)
    return among.filter(alike).exclude(pk=submission.pk).order_by("received", "pk")


def erasure_of(submissions: Iterable[Submission], *, by: "User") -> Erasure:
    """What an erasure of these submissions would take; reports to her groups alone."""
    rows = list(submissions)
    photos = list(
        Photo.objects.filter(submission__in=rows).order_by("pk").select_related("place")
    )
    contacts = [Q(contact__iexact=row.contact) for row in rows if row.contact]
    others = Photo.objects.filter(purged=None).exclude(submission__in=rows)
    digests = {photo.sha256 for photo in photos}
    return Erasure(
        submissions=rows,
        photos=photos,
        messages=Message.objects.filter(submission__in=rows).count(),
        reports=list(
            TakedownReport.objects.managed_by(by).filter(reduce(or_, contacts, NOBODY))
        ),
        proposals=list(
            EventProposal.objects.managed_by(by).filter(reduce(or_, contacts, NOBODY))
        ),
        interests=list(
            ExpressionOfInterest.objects.managed_by(by)
            .filter(_sent_by(rows), person_deleted=None)
            .distinct()
            .order_by("pk")
        ),
        shared=others.filter(sha256__in=digests).values("sha256").distinct().count(),
    )


def _sent_by(rows: list[Submission]) -> Q:
    """Forms of interest that bear her contact, or that her photographs came with."""
    found = Q(submission__in=rows)
    for contact in filter(None, (row.contact for row in rows)):
        found |= Q(applicant__phone__iexact=contact)
        found |= Q(applicant__email__iexact=contact)
    return found


@transaction.atomic
def erase(submissions: Iterable[Submission], *, by: "User") -> Erasure:
    """Erase these submissions of one person, and every trace of them; say what went.

    Files go when the rows are gone, except those that somebody else's photo needs.
    """
    keys = [row.pk for row in submissions]
    rows = Submission.objects.filter(pk__in=keys).order_by("pk")
    going = erasure_of(rows.select_for_update(of=["self"]), by=by)
    record("submission.erase", going.submissions, actor=by)
    record("proposal.erase", going.proposals, actor=by)
    record("interest.forget_applicant", going.interests, actor=by)
    messages = Message.objects.filter(submission__in=keys)
    for traces in (
        *(going.submissions, going.photos, list(messages)),
        *(going.reports, going.proposals, going.interests),
    ):
        _wipe_trail(traces)
    _answer_reports(going.photos, by=by)
    _forget_decisions(going.photos)
    sheets = PaperConsent.objects.filter(submission__in=keys)
    digests = set(sheets.values_list("sha256", flat=True))
    for row in going.submissions:
        forget_trust(row)
    for upload in Upload.objects.filter(form__in=[row.key for row in rows]):
        remove(upload)
    raise_versions(photo.group_id for photo in going.photos)
    Photo.objects.filter(pk__in=[photo.pk for photo in going.photos]).delete()
    TakedownReport.objects.filter(pk__in=[one.pk for one in going.reports]).delete()
    EventProposal.objects.filter(pk__in=[one.pk for one in going.proposals]).delete()
    # What was chosen is filmed still: its form stays, without her.
    forget_all([one.pk for one in going.interests])
    Submission.objects.filter(pk__in=keys).delete()
    transaction.on_commit(lambda: remove_files(going.photos, at_once=True))
    transaction.on_commit(lambda: papers.remove_unneeded(digests))
    return going


def _wipe_trail(rows: Iterable[Model]) -> None:
    """Empty what the audit trail says in words; that something was done stays."""
    ids = [row.pk for row in rows]
    if not ids:
        return
    kind = ContentType.objects.get_for_model(next(iter(rows)))
    entries = AuditEntry.objects.filter(object_type=kind, object_id__in=ids)
    with pgtrigger.ignore("shared.AuditEntry:append_only"):
        entries.exclude(detail={}).update(detail={})


def _forget_decisions(photos: list[Photo]) -> None:
    """What a moderator could take back still: how her photos were before."""
    ids = {photo.pk for photo in photos}
    for last in LastDecision.objects.select_for_update():
        if ids & {one["id"] for one in last.photos}:
            last.delete()


def _answer_reports(photos: list[Photo], *, by: "User") -> None:
    """What others said about her pictures goes too; they read that it is gone."""
    about = TakedownReport.objects.filter(photo__in=photos)
    about.filter(decided=None).update(
        outcome=TakedownReport.Outcome.REMOVED,
        answer=TakedownReport.Answer.REMOVED,
        decided=timezone.now(),
        decided_by=by,
    )
    about.update(text="", answer_text="")
