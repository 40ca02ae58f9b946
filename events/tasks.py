"""Work on dates that is done by itself."""

from celery import shared_task
from django.conf import settings

from events.making import make_all

LONGEST_RUN = 60 * 60


@shared_task(time_limit=LONGEST_RUN, soft_time_limit=LONGEST_RUN - 60)
def make_dates() -> None:
    """Make the dates of all calendar rules, some years ahead. Runs every day."""
    make_all(settings.HUB_RULE_YEARS)
