"""What the same person has sent before: counts, within the moderator's own groups."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from interest_forms.models import Submission
from places.models import Photo

if TYPE_CHECKING:
    from partners.models import User

TOLD = (Photo.State.APPROVED, Photo.State.DECLINED, Photo.State.WITHDRAWN)


def history_of(submission: Submission, user: "User") -> dict[str, int]:
    """How many photos of hers came in other submissions, and what became of them.

    The same person has the same telephone or e-mail; where none was given, the same
    name. Empty, when neither is known or nothing else was sent.
    """
    if submission.contact:
        same = Q(contact=submission.contact)
    elif submission.sender_name:
        same = Q(contact="", sender_name=submission.sender_name)
    else:
        return {}
    others = Submission.objects.managed_by(user).filter(same).exclude(pk=submission.pk)
    counts = Photo.objects.filter(submission__in=others).aggregate(
        sent=Count("pk"),
        **{state: Count("pk", filter=Q(state=state)) for state in TOLD},
    )
    return counts if counts["sent"] else {}
