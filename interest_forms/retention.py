"""What is deleted by itself, because its time is over."""

from datetime import timedelta

from django.utils import timezone

from interest_forms.models import LookupAttempt, Submission

# The keyed hash of a client's network only serves to tell many forms from one.
CLIENT_KEPT = timedelta(days=1)


def forget_clients() -> int:
    """Delete the traces of clients older than a day; say how many there were."""
    until = timezone.now() - CLIENT_KEPT
    tried, _kinds = LookupAttempt.objects.filter(at__lt=until).delete()
    sent = Submission.objects.filter(received__lt=until).exclude(client_key="")
    return tried + sent.update(client_key="")
