"""A resident's thanks to those who looked at her photos: one tap, no words."""

from django.db import transaction
from django.utils import timezone

from hub.shared.audit import record
from interest_forms.models import Submission
from places.models import Photo


@transaction.atomic
def thank_moderators(submission: Submission) -> bool:
    """Note the thanks, once, when something of the submission is published."""
    is_published = submission.photos.filter(state=Photo.State.APPROVED).exists()
    unsaid = Submission.objects.filter(pk=submission.pk, thanked=None)
    if not is_published or not unsaid.update(thanked=timezone.now()):
        return False
    record("submission.thank", submission)
    return True
