"""What is deleted by itself, because its time is over.

Each step takes a bounded number of rows, does no harm twice, and says how many it took.
"""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from hub.shared.audit import record_run
from hub.shared.clients import forget_salts
from interest_forms import papers
from interest_forms.interest.forgetting import forget_rested, to_forget
from interest_forms.models import (
    EventProposal,
    ExpressionOfInterest,
    LookupAttempt,
    Message,
    Note,
    PaperConsent,
    Sighting,
    Submission,
    TakedownReport,
    Upload,
)
from interest_forms.resumable.pieces import remove
from places.models import Photo
from places.photos.purging import purge


def forget_clients() -> int:
    """Delete the traces of clients older than a day; say how many there were."""
    until = timezone.now() - timedelta(hours=settings.HUB_CLIENT_HOURS)
    tried, _kinds = LookupAttempt.objects.filter(at__lt=until).delete()
    seen, _kinds = Sighting.objects.filter(at__lt=until).delete()
    rows = [
        Submission.objects.filter(received__lt=until),
        TakedownReport.objects.filter(received__lt=until),
        EventProposal.objects.filter(received__lt=until),
        ExpressionOfInterest.objects.filter(received__lt=until),
        Upload.objects.filter(created__lt=until),
    ]
    keys = sum(each.exclude(client_key="").update(client_key="") for each in rows)
    return forget_salts() + tried + seen + keys


def remove_expired_uploads() -> int:
    """Delete what came in pieces and is waited for no longer; say how many."""
    return sum(map(remove, Upload.objects.expired().iterator()))


@transaction.atomic
def apply_retention() -> dict[str, int]:
    """One run over everything that has a time; its counts go to the audit trail."""
    counts = {
        "photos": purge_photos(),
        "people": forget_people(),
        "contacts": forget_unconfirmed(),
        "reporters": forget_reporters(),
        "tellers": forget_tellers(),
        "applicants": forget_applicants(),
        "papers": forget_papers() + papers.remove_strays(),
    }
    done = {kind: count for kind, count in counts.items() if count}
    if done:
        record_run("portal.retention", **done)
    return done


def purge_photos() -> int:
    """Delete what is left of photos that were refused, taken back or unreadable."""
    over = Photo.objects.over_for(settings.HUB_OVER_PHOTO_DAYS)
    return purge(over, most=settings.HUB_RETENTION_BATCH)


def forget_people() -> int:
    """Delete names, contacts and talks long after their last use.

    The name that is printed under a photo stands on the photo, and stays.
    """
    unused = Submission.objects.unused_for(settings.HUB_CONTACT_DAYS).with_person()
    ids = _taken(unused)
    Message.objects.filter(submission__in=ids).delete()
    Note.objects.filter(submission__in=ids).delete()
    Photo.objects.filter(submission__in=ids).update(reason_text="")
    return Submission.objects.filter(pk__in=ids).update(
        **dict.fromkeys(Submission.PERSONAL, ""), person_deleted=timezone.now()
    )


def forget_unconfirmed() -> int:
    """Delete e-mail addresses of which nobody has said in time that they are hers."""
    unconfirmed = Submission.objects.older_than(settings.HUB_UNCONFIRMED_DAYS).filter(
        contact__contains="@", contact_confirmed=None
    )
    return Submission.objects.filter(pk__in=_taken(unconfirmed)).update(
        contact="", contact_deleted=timezone.now()
    )


def forget_papers() -> int:
    """Delete signed papers when the last photo they speak of is gone."""
    photos = Photo.objects.filter(submission=OuterRef("submission"), purged=None)
    over = _taken(PaperConsent.objects.exclude(Exists(photos)))
    rows = PaperConsent.objects.filter(pk__in=over)
    digests = set(rows.values_list("sha256", flat=True))
    rows.delete()
    transaction.on_commit(lambda: papers.remove_unneeded(digests))
    return len(over)


def forget_reporters() -> int:
    """Delete what was written about a picture long after it was answered."""
    until = timezone.now() - timedelta(days=settings.HUB_CONTACT_DAYS)
    rows = TakedownReport.objects.filter(decided__lt=until, person_deleted=None)
    return TakedownReport.objects.filter(pk__in=_taken(rows)).update(
        text="", contact="", answer_text="", person_deleted=timezone.now()
    )


def forget_tellers() -> int:
    """Delete who told of an event, long after; and what she wrote, if nothing came
    of it. What is in the calendar stands on the event, and stays.
    """
    until = timezone.now() - timedelta(days=settings.HUB_CONTACT_DAYS)
    over = Q(decided__lt=until) | Q(decided=None, received__lt=until)
    with_words = reduce(or_, (~Q(**{name: ""}) for name in EventProposal.WORDS))
    unused = ~Q(outcome=EventProposal.Outcome.APPROVED) & with_words
    ids = _taken(EventProposal.objects.filter(over, Q(person_deleted=None) | unused))
    rows = EventProposal.objects.filter(pk__in=ids)
    rows.exclude(outcome=EventProposal.Outcome.APPROVED).update(
        **dict.fromkeys(EventProposal.WORDS, "")
    )
    moment = Coalesce("person_deleted", timezone.now())
    return rows.update(
        **dict.fromkeys(EventProposal.PERSONAL, ""), person_deleted=moment
    )


def forget_applicants() -> int:
    """Delete who sent a form of interest, long after its last step; and what she
    wrote, if nothing came of it.
    """
    return forget_rested(_taken(to_forget()))


def _taken(rows: QuerySet) -> list[int]:
    """The ids of one run's share of the rows, locked; what others hold is left."""
    free = rows.order_by("pk").select_for_update(of=["self"], skip_locked=True)
    return [row.pk for row in free[: settings.HUB_RETENTION_BATCH]]
