"""Work on what residents sent, done on schedule."""

from celery import shared_task

from interest_forms import retention


@shared_task
def forget_clients() -> None:
    """Delete the traces of clients older than a day."""
    retention.forget_clients()
