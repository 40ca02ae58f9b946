"""Letters to applicants who left an e-mail address: what became of their form.

Whoever moves a form need not think of them: the steps themselves say what is to be
told. A step that another has followed within a minute is told by nobody.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, F, OuterRef
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from interest_forms.models import ExpressionOfInterest, InterestLetter, StateChange

State = ExpressionOfInterest.State

TOLD = (
    State.NEEDS_INFO,
    State.ACCEPTED,
    State.RESERVE,
    State.DECLINED,
    State.DUPLICATE,
    State.PUBLISHED,
)
# A second question is news each time; a state come back to is none. Of her day she is
# told when the plan is published: until then it is a draft.
EACH_TIME = frozenset({State.NEEDS_INFO})
# Steps older than this were told, or are news to nobody.
NEWS_DAYS = 30
BATCH = 500


def queue_news() -> int:
    """Queue a letter about each step that has settled; say how many."""
    now = timezone.now()
    taken = StateChange.objects.exclude(before=F("after"))
    later = taken.filter(form=OuterRef("form"), pk__gt=OuterRef("pk"))
    steps = taken.filter(
        after__in=TOLD,
        at__gt=now - timedelta(days=NEWS_DAYS),
        at__lt=now - timedelta(seconds=settings.HUB_LETTER_SECONDS),
        letter=None,
        form__held="",
    )
    steps = steps.exclude(form__applicant=None).exclude(form__applicant__email="")
    # A lost day is told by the schedule: that it is accepted she has known for long.
    steps = steps.exclude(before=State.SCHEDULED, after=State.ACCEPTED)
    steps = steps.exclude(Exists(later)).order_by("pk")
    letters = [InterestLetter(change=step) for step in steps[:BATCH]]
    return len(InterestLetter.objects.bulk_create(letters, ignore_conflicts=True))


def send(letter: InterestLetter) -> None:
    """Send a letter that this worker has claimed, if it is still wanted."""
    letter.post(lambda: written(letter) if _is_wanted(letter) else None)


def written(letter: InterestLetter) -> EmailMessage:
    """The letter in the applicant's language, as plain text."""
    change = letter.change
    form = change.form
    receipt = settings.SITE_URL + form.get_absolute_url()
    with translation.override(form.language):
        context: dict[str, Any] = {
            "form": form,
            "reason": change.reason,
            "group": form.group,
            "thing": _published(form),
            "site": settings.SITE_URL,
            "receipt": receipt,
        }
        body = render_to_string(
            f"interest_forms/interest/mail/{change.after}.txt", context
        )
        subject = gettext("Your form: %(title)s") % {"title": form.title}
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        to=[form.applicant.email],
        headers={
            "List-Unsubscribe": f"<{receipt}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _published(form: ExpressionOfInterest) -> Any:
    """What visitors see of it by now: what was made of it, else the place it is."""
    made = getattr(form, "made", None)
    thing = made.thing if made else form.event or form.tradition or form.place
    return thing if thing and thing.published else None


def _is_wanted(letter: InterestLetter) -> bool:
    """Whether it is still so, and she does not know it yet."""
    change = letter.change
    form = change.form
    person = getattr(form, "applicant", None)
    if person is None or not person.email or form.state != change.after:
        return False
    if change.after in EACH_TIME:
        return not form.changes.filter(pk__gt=change.pk).exists()
    sent = InterestLetter.objects.filter(change__form=form, state="sent")
    last = sent.order_by("-change").values_list("change__after", flat=True).first()
    return last != change.after
