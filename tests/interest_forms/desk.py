"""What lies on the moderators' desk, and what is pressed there."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from partners.models import Membership
from tests.factories import MembershipFactory, PhotoFactory, SubmissionFactory

QUEUE = "/admin/interest_forms/submission/"


def member(place, name="Елена", role=Membership.Role.MODERATOR):
    return MembershipFactory(group=place.group, role=role, user__first_name=name).user


def sent(place, *, days=0, photos=1, **fields):
    """A submission of so many days ago, with photos that wait."""
    fields.setdefault("received", timezone.now() - timedelta(days=days, minutes=5))
    submission = SubmissionFactory(group=place.group, place=place, **fields)
    PhotoFactory.create_batch(photos, place=place, submission=submission)
    return submission


def page(submission, query=""):
    name = "admin:interest_forms_submission_change"
    return reverse(name, args=[submission.pk]) + query


def decide(client, submission, **data):
    """Press a button of the page without a script."""
    name = "admin:interest_forms_submission_decide"
    return client.post(reverse(name, args=[submission.pk]), data, follow=True)


def states(submission):
    return list(submission.photos.order_by("pk").values_list("state", flat=True))
