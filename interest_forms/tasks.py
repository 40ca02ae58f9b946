"""Work on what residents sent, done on schedule."""

from celery import shared_task

from interest_forms import retention
from interest_forms.models import HandedOver


@shared_task
def forget_clients() -> None:
    """Delete the traces of clients older than a day. Runs every ten minutes."""
    retention.forget_clients()


@shared_task
def apply_retention() -> None:
    """Delete what has had its time. Runs every hour."""
    retention.apply_retention()


@shared_task
def remove_expired_uploads() -> None:
    """Delete unfinished uploads whose time is over. Runs every hour."""
    retention.remove_expired_uploads()


@shared_task
def forget_handed_over() -> None:
    """Delete what a gallery handed over and nobody sent."""
    HandedOver.objects.expired().delete()
