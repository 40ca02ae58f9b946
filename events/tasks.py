"""Work on dates that is done by itself."""

from celery import shared_task
from django.conf import settings

from events.attendance import forgetting
from events.making import make_all
from events.models import RegistrationLetter, RegistrationSheet
from events.registration import actions, mailing, retention
from hub.shared.bell import ring, rings_waiting

LONGEST_RUN = 60 * 60
# So many rings may wait in Redis; a longer queue stays in the database.
SWEEP_LIMIT = 200


@shared_task
def forget_registrants() -> None:
    """Delete what is known of those who registered, in time. Runs every hour."""
    retention.forget_clients()
    retention.forget_registrants()


@shared_task
def send_letter(letter_id: int) -> None:
    """Send one letter. Does no harm when it is sent already, or is gone."""
    letter = RegistrationLetter.objects.claim(letter_id)
    if letter is not None:
        mailing.send(letter)


@shared_task
def send_due_letters() -> None:
    """Queue what is to be told; ring for letters whose time has come. Every minute."""
    mailing.tell_of_changes()
    mailing.queue_reminders()
    due = RegistrationLetter.objects.due().values_list("pk", flat=True)
    for letter_id in due[: max(0, SWEEP_LIMIT - rings_waiting())]:
        ring(send_letter, letter_id)


@shared_task
def expire_offers() -> None:
    """Offer seats that were not taken in time to the next in line. Every minute."""
    for sheet in RegistrationSheet.objects.with_late_offers():
        actions.expire_offers(sheet)


@shared_task(time_limit=LONGEST_RUN, soft_time_limit=LONGEST_RUN - 60)
def make_dates() -> None:
    """Make the dates of all calendar rules, some years ahead. Runs every day."""
    make_all(settings.HUB_RULE_YEARS)


@shared_task
def forget_attendees() -> None:
    """Delete names and signed sheets whose time is over. Runs every hour."""
    forgetting.forget()
