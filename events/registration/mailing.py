"""Letters to those who registered and left an e-mail address, in their language.

Each can end them on the page to which every letter leads. When and where it was when
people were last told stands on the sheet of the date; whoever changes that, and
however, they are told of it once.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from events.models import Registration, RegistrationLetter, RegistrationSheet
from events.models.registration_sheets import SeatState
from hub.shared.letters import is_email, soon
from hub.shared.translation import translated

Kind = RegistrationLetter.Kind
# Who registers when it is nearer than this needs no reminder.
REMINDERS = {Kind.WEEK: timedelta(days=7), Kind.DAY: timedelta(days=1)}
# Late by more than this, a reminder is none: the portal was down.
REMINDER_LATE = timedelta(hours=20)
BATCH = 500


def tell(registration: Registration, kind: Kind) -> None:
    """Queue a letter, if there is an address for it."""
    person = getattr(registration, "registrant", None)
    if person is None or registration.held or not is_email(person.contact):
        return
    if kind == Kind.RECEIVED and _is_flooded(person.contact):
        return
    queue([registration], kind)


def queue(registrations: Iterable[Registration], kind: Kind) -> int:
    """Queue a letter to each; what waits already, or was told, is not told again."""
    letters = [
        RegistrationLetter(
            registration=row,
            kind=kind,
            about=row.sheet.occurrence.starts,
            not_before=soon(),
        )
        for row in registrations
    ]
    RegistrationLetter.objects.bulk_create(letters, ignore_conflicts=True)
    return len(letters)


def queue_reminders() -> None:
    """A week and a day before: to those who have a seat."""
    now = timezone.now()
    for kind, before in REMINDERS.items():
        told = RegistrationLetter.objects.filter(kind=kind)
        told = told.filter(about=F("registration__sheet__occurrence__starts"))
        window = (now + before - REMINDER_LATE, now + before)
        rows = Registration.objects.confirmed().getting_letters()
        rows = rows.filter(
            sheet__occurrence__starts__range=window,
            received__lt=F("sheet__occurrence__starts") - before,
        )
        rows = rows.exclude(sheet__occurrence__status="cancelled")
        rows = rows.exclude(pk__in=told.values("registration"))
        queue(rows.select_related("sheet__occurrence")[:BATCH], kind)


def tell_of_changes() -> None:
    """Queue letters about dates that are not when or where people were told."""
    for sheet in RegistrationSheet.objects.told_otherwise():
        _tell_of_change(sheet.pk)


@transaction.atomic
def _tell_of_change(sheet_id: int) -> None:
    sheets = RegistrationSheet.objects.select_for_update(of=["self"])
    sheet = sheets.select_related("occurrence").with_where().get(pk=sheet_id)
    rows = sheet.registrations.exclude(state=SeatState.CANCELLED).getting_letters()
    kind = Kind.WHERE if sheet.is_date_as_told else Kind.CHANGED
    queue(rows.select_related("sheet__occurrence"), kind)
    sheet.note_told()


def send(letter: RegistrationLetter) -> None:
    """Send a letter that this worker has claimed, if it is still wanted."""
    letter.post(lambda: written(letter) if _is_wanted(letter) else None)


def written(letter: RegistrationLetter) -> EmailMessage:
    """The letter in the registered person's language, as plain text."""
    row = letter.registration
    occurrence = row.occurrence
    link = settings.SITE_URL + row.get_absolute_url()
    with translation.override(row.language):
        context: dict[str, Any] = {
            "letter": letter,
            "registration": row,
            "place_in_line": row.place_in_line,
            "date": occurrence,
            "event": occurrence.event,
            "group": occurrence.event.group,
            "link": link,
        }
        body = render_to_string(f"events/mail/{letter.kind}.txt", context)
        subject = f"{_subject(letter)}: {translated(occurrence.event, 'name').value}"
    return EmailMessage(
        subject=subject.replace("\n", " "),
        body=body,
        to=[row.registrant.contact],
        headers={"List-Unsubscribe": f"<{link}>", "Auto-Submitted": "auto-generated"},
    )


def _subject(letter: RegistrationLetter) -> str:
    row = letter.registration
    if letter.kind == Kind.RECEIVED:
        waits = row.state == SeatState.WAITING
        return gettext("Waiting list") if waits else gettext("Your registration")
    if letter.kind == Kind.OFFER:
        return gettext("A seat for you")
    if letter.kind == Kind.CHANGED:
        is_cancelled = row.occurrence.is_cancelled
        return gettext("Cancelled") if is_cancelled else gettext("Another date")
    if letter.kind == Kind.WHERE:
        return gettext("Another place or link")
    return gettext("In a week") if letter.kind == Kind.WEEK else gettext("Tomorrow")


def _is_wanted(letter: RegistrationLetter) -> bool:
    """Whether it would still be true: she may have cancelled, the date be another."""
    row, now = letter.registration, timezone.now()
    date = row.occurrence
    person = getattr(row, "registrant", None)
    if person is None or not is_email(person.contact) or date.ends < now:
        return False
    if letter.kind in {Kind.CHANGED, Kind.RECEIVED}:
        return row.state != SeatState.CANCELLED
    if date.is_cancelled:
        return False
    if letter.kind == Kind.WHERE:
        return row.state != SeatState.CANCELLED
    if letter.kind == Kind.OFFER:
        return row.state == SeatState.OFFERED and row.offered_until > now
    is_same = letter.about == date.starts and date.starts > now
    return is_same and row.state == SeatState.CONFIRMED


def _is_flooded(contact: str) -> bool:
    """Whoever types it into how many forms: one address gets a few letters a day."""
    since = timezone.now() - timedelta(days=1)
    asked = RegistrationLetter.objects.filter(
        kind=Kind.RECEIVED,
        created__gt=since,
        registration__registrant__contact__iexact=contact,
    )
    return asked.count() >= settings.HUB_REGISTRATION_LETTERS
