"""Work on what residents sent, done on schedule."""

from celery import shared_task

from hub.shared.bell import ring_for_each, rings_waiting
from interest_forms import mailing, retention
from interest_forms.interest import mailing as interest_mailing
from interest_forms.interest.triage.following import publish_shown
from interest_forms.models import (
    HandedOver,
    InterestLetter,
    Letter,
    ScheduleLetter,
    WeekPlan,
)
from interest_forms.schedule import mailing as schedule_mailing
from places.tasks import LONG

# So many rings may wait in Redis; a longer queue stays in the database.
SWEEP_LIMIT = 200


@shared_task
def send_letter(letter_id: int) -> None:
    """Send one letter. Does no harm when it is sent already, or is gone."""
    letter = Letter.objects.claim(letter_id)
    if letter is not None:
        mailing.send(letter)


@shared_task
def send_due_letters() -> None:
    """Queue news of decisions; ring for letters whose time has come. Every minute."""
    mailing.queue_decisions()
    due = Letter.objects.due().values_list("pk", flat=True)
    ring_for_each(send_letter, due[: max(0, SWEEP_LIMIT - rings_waiting())])


@shared_task(acks_late=True, reject_on_worker_lost=True)
def make_week_plan(plan_id: int) -> None:
    """Plan one week. Does no harm when it is planned already, or is gone."""
    from interest_forms.schedule.planning.making import make_plan  # noqa: PLC0415 -- no web process plans

    plan = WeekPlan.objects.claim(plan_id)
    if plan is not None:
        make_plan(plan)


@shared_task
def make_due_week_plans() -> None:
    """Ring again for weeks whose ring or worker got lost. Runs every 30 seconds."""
    if not rings_waiting(LONG):
        ring_for_each(
            make_week_plan, WeekPlan.objects.due().values_list("pk", flat=True)
        )


@shared_task
def send_interest_letter(letter_id: int) -> None:
    """Send one letter to an applicant. Does no harm when it is sent, or is gone."""
    letter = InterestLetter.objects.claim(letter_id)
    if letter is not None:
        interest_mailing.send(letter)


@shared_task
def follow_interest_forms() -> None:
    """See what is published; queue news, ring for letters. Runs every minute."""
    publish_shown()
    interest_mailing.queue_news()
    due = InterestLetter.objects.due().values_list("pk", flat=True)
    ring_for_each(send_interest_letter, due[: max(0, SWEEP_LIMIT - rings_waiting())])


@shared_task
def send_schedule_letter(letter_id: int) -> None:
    """Send one letter about the plan. Does no harm when it is sent already."""
    letter = ScheduleLetter.objects.claim(letter_id)
    if letter is not None:
        schedule_mailing.send(letter)


@shared_task
def send_due_schedule_letters() -> None:
    """Ring for letters about the plan whose time has come. Runs every minute."""
    due = ScheduleLetter.objects.due().values_list("pk", flat=True)
    ring_for_each(send_schedule_letter, due[: max(0, SWEEP_LIMIT - rings_waiting())])


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
