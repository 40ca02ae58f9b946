"""What the owner of an e-mail address does with it, each with one audit entry."""

from django.db import transaction
from django.utils import timezone

from hub.shared.audit import record
from interest_forms.models import Letter, Submission
from interest_forms.teamwork import recognise


@transaction.atomic
def confirm_contact(submission: Submission) -> None:
    """The address is hers: from now on we write to it. Doing it twice does no harm."""
    rows = Submission.objects.filter(pk=submission.pk, contact_confirmed=None)
    submission.contact_confirmed = timezone.now()
    submission.letters_refused = None
    changed = rows.update(contact_confirmed=submission.contact_confirmed)
    Submission.objects.filter(pk=submission.pk).update(letters_refused=None)
    if changed:
        recognise(submission)
        record("submission.confirm_contact", submission)


@transaction.atomic
def refuse_letters(submission: Submission) -> None:
    """No more letters. An address that was never confirmed may be a stranger's: it is
    forgotten.
    """
    changes = {"letters_refused": timezone.now()}
    if not submission.contact_confirmed:
        changes["contact"] = ""
    Submission.objects.filter(pk=submission.pk).update(**changes)
    waiting = Letter.objects.filter(submission=submission, state=Letter.State.WAITING)
    waiting.update(state=Letter.State.DROPPED)
    record("submission.refuse_letters", submission)
