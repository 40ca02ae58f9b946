"""Work on dates and on what is printed of them."""

from celery import shared_task
from django.conf import settings

from events.attendance import forgetting
from events.making import make_all
from events.models import PrintedSheet, RegistrationLetter, RegistrationSheet
from events.printing import files
from events.printing.checking import ask_for_outdated
from events.registration import actions, mailing, retention
from events.visits.actions import forget_guests as forget_old_guests
from hub.shared.bell import ring_for_each, rings_waiting

LONGEST_RUN = 60 * 60
# A sheet to print takes a second or two.
LONGEST_SHEET = 120
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
    ring_for_each(send_letter, due[: max(0, SWEEP_LIMIT - rings_waiting())])


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


@shared_task(time_limit=LONGEST_SHEET, soft_time_limit=LONGEST_SHEET - 10)
def make_sheet(pk: int) -> None:
    """Make one PDF. Does no harm twice, or to a deleted one."""
    from events.printing.making import make  # noqa: PLC0415 -- no web process draws

    sheet = PrintedSheet.objects.claim(pk)
    if sheet is not None:
        make(sheet)


@shared_task
def make_due_sheets() -> None:
    """Ring for sheets that wait, got lost or are out of date. Runs every 30 seconds."""
    ask_for_outdated()
    due = PrintedSheet.objects.due().values_list("pk", flat=True)
    ring_for_each(make_sheet, due[: max(0, SWEEP_LIMIT - rings_waiting())])


@shared_task
def remove_old_sheets() -> None:
    """Delete certificates some days old, and files that no sheet names. Every day."""
    PrintedSheet.objects.over().delete()
    files.remove_strays()


@shared_task
def forget_guests() -> None:
    """Delete who was invited to a study visit long ago. Runs every day."""
    forget_old_guests()
