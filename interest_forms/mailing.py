"""Letters to those who gave an e-mail address, and confirmed that it is theirs.

A letter is a row; its words are made when it is sent, from what is true by then.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

from hub.shared.letters import is_email, soon
from interest_forms.models import Letter, Submission
from places.models import Photo

SALT = "interest_forms.mail-link"
# One address is asked so often in a day, whoever types it into how many forms.
QUESTIONS_A_DAY = 3
# Decisions older than this were told, or are news to nobody.
NEWS_DAYS = 30


def link_of(submission: Submission) -> str:
    """The address under which she confirms hers, or wants no more letters.

    It does not lead to the receipt: whoever gets it may be a stranger.
    """
    signed = signing.dumps([submission.pk, _mark_of(submission.contact)], salt=SALT)
    with translation.override(submission.language):
        path = reverse("interest_forms:mail", args=[signed])
    return settings.SITE_URL + path


def submission_of_link(signed: str) -> Submission | None:
    """Whose link it is; `None` if it is not ours, or the address is forgotten."""
    try:
        pk, mark = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        return None
    submission = Submission.objects.filter(pk=pk).select_related("group").first()
    is_hers = submission and submission.contact and _mark_of(submission.contact) == mark
    return submission if is_hers else None


def ask_for_confirmation(submission: Submission) -> Letter | None:
    """Queue the one letter that asks whether the address is hers."""
    if submission.held or not is_email(submission.contact):
        return None
    since = timezone.now() - timedelta(days=1)
    asked = Letter.objects.filter(
        kind=Letter.Kind.CONFIRM,
        created__gt=since,
        submission__contact__iexact=submission.contact,
    )
    if asked.count() >= QUESTIONS_A_DAY:
        return None
    letter, is_new = Letter.objects.get_or_create(
        submission=submission, kind=Letter.Kind.CONFIRM
    )
    return letter if is_new else None


def tell_of_question(submission: Submission) -> None:
    """Queue a letter about a question, when there is somebody to read it."""
    if submission.gets_letters:
        Letter.objects.get_or_create(
            submission=submission,
            kind=Letter.Kind.QUESTION,
            state=Letter.State.WAITING,
            defaults={"not_before": soon()},
        )


def queue_decisions() -> int:
    """Queue a letter for each submission decided on since it was last told of."""
    of_this = {"submission": OuterRef("pk")}
    open_ones = Photo.objects.filter(**of_this).exclude(state__in=_ENDED)
    last = Photo.objects.filter(state__in=_TOLD, **of_this).order_by("-decided")
    told = Letter.objects.filter(kind=Letter.Kind.DECIDED, **of_this)
    rows = (
        Submission.objects.getting_letters()
        .filter(~Exists(open_ones))
        .annotate(decided=Subquery(last.values("decided")[:1]))
        .filter(
            decided__gt=timezone.now() - timedelta(days=NEWS_DAYS),
            decided__lt=timezone.now() - timedelta(seconds=settings.HUB_LETTER_SECONDS),
        )
        .exclude(Exists(told.filter(created__gte=OuterRef("decided"))))
    )
    letters = [Letter(submission=row, kind=Letter.Kind.DECIDED) for row in rows[:500]]
    return len(Letter.objects.bulk_create(letters, ignore_conflicts=True))


def send(letter: Letter) -> None:
    """Send a letter that this worker has claimed, if it is still wanted."""
    letter.post(lambda: written(letter) if _is_wanted(letter) else None)


def written(letter: Letter) -> EmailMessage:
    """The letter in the sender's language, as plain text."""
    submission = letter.submission
    link = link_of(submission)
    with translation.override(submission.language):
        context: dict[str, Any] = {
            "submission": submission,
            "group": submission.group,
            "place": submission.place,
            "receipt": settings.SITE_URL + submission.get_absolute_url(),
            "link": link,
            "counts": _counts(submission),
        }
        body = render_to_string(f"interest_forms/mail/{letter.kind}.txt", context)
        subject = _subject(letter.kind)
    return EmailMessage(
        subject=subject,
        body=body,
        to=[submission.contact],
        headers={"List-Unsubscribe": f"<{link}>", "Auto-Submitted": "auto-generated"},
    )


_ENDED = (
    Photo.State.APPROVED,
    Photo.State.DECLINED,
    Photo.State.WITHDRAWN,
    Photo.State.HIDDEN,
    Photo.State.QUARANTINED,
)
_TOLD = (Photo.State.APPROVED, Photo.State.DECLINED)


def _subject(kind: str) -> str:
    return {
        Letter.Kind.CONFIRM: gettext("Is this your address?"),
        Letter.Kind.QUESTION: gettext("A question about your photos"),
        Letter.Kind.DECIDED: gettext("News of your photos"),
    }[Letter.Kind(kind)]


def _counts(submission: Submission) -> dict[str, int]:
    photos = submission.photos
    return {
        "approved": photos.filter(state=Photo.State.APPROVED).count(),
        "declined": photos.filter(state=Photo.State.DECLINED).count(),
    }


def _is_wanted(letter: Letter) -> bool:
    """Whether it would still be true and welcome: all may have been taken back."""
    submission = letter.submission
    if letter.kind == Letter.Kind.CONFIRM:
        is_open = not submission.contact_confirmed and not submission.letters_refused
        return is_open and is_email(submission.contact)
    if not submission.gets_letters:
        return False
    photos = submission.photos
    if letter.kind == Letter.Kind.QUESTION:
        return photos.filter(state=Photo.State.NEEDS_INFO).exists()
    return photos.exists() and not photos.exclude(state__in=_ENDED).exists()


def _mark_of(contact: str) -> str:
    """Tells one address from another in a link without naming it."""
    return salted_hmac(SALT, contact).hexdigest()[:16]
