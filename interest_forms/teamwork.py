"""Moderators together, each act with one audit entry that repeats nobody's words."""

from collections.abc import Collection, Iterable
from itertools import chain
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from hub.shared.audit import record
from hub.shared.roles import DECIDES
from interest_forms.models import Note, Submission, TrustedContact
from partners.models import User as Person

if TYPE_CHECKING:
    from partners.models import User


def colleagues_of(submission: Submission) -> QuerySet:
    """Who may decide on the group's submissions."""
    members = Person.objects.filter(is_active=True, memberships__role__in=DECIDES)
    mine = members.filter(memberships__group=submission.group_id)
    return mine.order_by("first_name", "email").distinct()


@transaction.atomic
def assign_submission(submission: Submission, *, to: "User | None", by: "User") -> None:
    """Give it to a colleague, take it, or (`None`) lay it back for everybody."""
    Submission.objects.filter(pk=submission.pk).update(assigned_to=to)
    record("submission.assign", submission, actor=by, to=to and to.pk)


@transaction.atomic
def add_note(submission: Submission, *, text: str, by: "User") -> Note:
    """Tell the colleagues something."""
    record("submission.note", submission, actor=by)
    return Note.objects.create(submission=submission, author=by, text=text)


@transaction.atomic
def ask_opinion(submission: Submission, *, by: "User") -> None:
    """Ask another moderator to look, too."""
    Submission.objects.filter(pk=submission.pk).update(opinion_wanted_by=by)
    record("submission.ask_opinion", submission, actor=by)


@transaction.atomic
def end_opinion(submission: Submission, *, by: "User") -> None:
    """Somebody has looked, or nobody needs to any more."""
    Submission.objects.filter(pk=submission.pk).update(opinion_wanted_by=None)
    record("submission.end_opinion", submission, actor=by)


@transaction.atomic
def trust_sender(submission: Submission, *, by: "User") -> None:
    """Look at this sender's photos first from now on; nothing is shown unseen."""
    digest = digest_of(submission)
    TrustedContact.objects.get_or_create(group_id=submission.group_id, digest=digest)
    _hers(submission).update(is_trusted=True)
    record("submission.trust", submission, actor=by)


@transaction.atomic
def distrust_sender(submission: Submission, *, by: "User") -> None:
    """Treat this sender's photos like everybody's again."""
    forget_trust(submission)
    _hers(submission).update(is_trusted=False)
    record("submission.distrust", submission, actor=by)


@transaction.atomic
def end_trust(rows: Collection[TrustedContact], *, by: "User") -> None:
    """The same from the list of the trusted, where only hashes may be left of them."""
    sent = chain.from_iterable(submissions_of(rows).values())
    mine = Submission.objects.filter(pk__in=[submission.pk for submission in sent])
    mine.update(is_trusted=False)
    record("trustedcontact.distrust", rows, actor=by)
    TrustedContact.objects.filter(pk__in=[row.pk for row in rows]).delete()


def submissions_of(rows: Iterable[TrustedContact]) -> dict[int, list[Submission]]:
    """What the trusted sent whose addresses are still known, newest first, by id."""
    known = {(row.group_id, row.digest): row.pk for row in rows}
    groups = {group for group, _digest in known}
    sent = Submission.objects.filter(group__in=groups, is_trusted=True)
    found: dict[int, list[Submission]] = {}
    for submission in sent.exclude(contact="").order_by("-received", "-pk"):
        pk = known.get((submission.group_id, digest_of(submission)))
        if pk:
            found.setdefault(pk, []).append(submission)
    return found


def forget_trust(submission: Submission) -> None:
    """Take this sender's hash from the list."""
    _trusting(submission).delete()


def recognise(submission: Submission) -> None:
    """Whether a sender whose address was confirmed just now is one of the trusted."""
    if _trusting(submission).exists():
        Submission.objects.filter(pk=submission.pk).update(is_trusted=True)


def _hers(submission: Submission) -> QuerySet:
    """What she sent to the group from the address that she confirmed."""
    return Submission.objects.filter(
        group=submission.group_id,
        contact__iexact=submission.contact,
        contact_confirmed__isnull=False,
    )


def _trusting(submission: Submission) -> QuerySet:
    digest = digest_of(submission)
    return TrustedContact.objects.filter(group=submission.group_id, digest=digest)


def digest_of(submission: Submission) -> str:
    """The address as a hash that only this portal can make, another in each group."""
    contact = f"{submission.group_id}:{submission.contact.strip().casefold()}"
    salt = "interest_forms.trusted"
    return salted_hmac(salt, contact, algorithm="sha256").hexdigest()
