"""What is deleted by itself, because its time is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interest_forms.models import LookupAttempt, Submission
from interest_forms.tasks import forget_clients
from tests.factories import SubmissionFactory

pytestmark = pytest.mark.django_db


def test_traces_of_clients_are_gone_after_a_day():
    old = timezone.now() - timedelta(hours=25)
    SubmissionFactory(client_key="old", received=old)
    SubmissionFactory(client_key="new")
    LookupAttempt.objects.create(client_key="old", at=old)
    LookupAttempt.objects.create(client_key="new")

    forget_clients()

    submissions = Submission.objects.order_by("received")
    assert [one.client_key for one in submissions] == ["", "new"]
    assert [one.client_key for one in LookupAttempt.objects.all()] == ["new"]
