"""Letters about the plan: what is different, in the reader's language."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from hub.shared.letters import is_email
from hub.shared.translation import translated
from interest_forms.models import ScheduleLetter, ScheduleVersion
from interest_forms.schedule.changes import (
    Change,
    Changed,
    change_for,
    version_changes,
)
from interest_forms.schedule.news import is_news, known_number, stands

Kind = ScheduleLetter.Kind


def send(letter: ScheduleLetter) -> None:
    """Send a letter that this worker has claimed, if it is still wanted."""
    write = _to_applicant if letter.kind == Kind.DAY else _to_crew
    letter.post(lambda: write(letter))


def _to_applicant(letter: ScheduleLetter) -> EmailMessage | None:
    """Her object's day. `None`: a later version tells her, or there is no need."""
    form, version = letter.form, letter.version
    person = getattr(form, "applicant", None)
    if person is None or not is_email(person.email) or _is_told_later(letter):
        return None
    changed = change_for(form, _version_she_knows(letter), version)
    told = version.slots.filter(form=form).select_related("slot").first()
    if changed is None or not is_news(changed) or (told and not stands(told)):
        return None
    clock = timezone.override(version.group.zone)
    with translation.override(form.language), clock:
        context: dict[str, Any] = {
            **_common(letter),
            "form": form,
            "changed": changed,
            "receipt": settings.SITE_URL + form.get_absolute_url(),
            "answer": told and settings.SITE_URL + told.answer_path,
        }
        return _message(
            "interest_forms/mail/schedule_day.txt",
            f"{_subject(changed)}: {form.title}",
            person.email,
            context,
        )


def _to_crew(letter: ScheduleLetter) -> EmailMessage | None:
    """What is different for her crew."""
    member, version = letter.member, letter.version
    crew = member.crew
    changes = [
        one
        for one in version_changes(version)
        if crew in {plan.crew for plan in (one.before, one.now) if plan}
    ]
    if not is_email(member.email) or not changes:
        return None
    clock = timezone.override(version.group.zone)
    with translation.override(version.group.source_language), clock:
        context = {**_common(letter), "crew": crew, "changes": changes}
        subject = gettext("The plan of %(crew)s, version %(number)d")
        parts = {"crew": crew.name, "number": version.number}
        template = "interest_forms/mail/schedule_crew.txt"
        return _message(template, subject % parts, member.email, context)


def _is_told_later(letter: ScheduleLetter) -> bool:
    """Whether a newer version said something else of the object."""
    newer = _to_her(letter).filter(version__number__gt=letter.version.number)
    return newer.exists()


def _version_she_knows(letter: ScheduleLetter) -> ScheduleVersion | None:
    """`None`: she has been told of none yet."""
    known = known_number(_to_her(letter))
    return letter.version.group.schedule_versions.filter(number=known).first()


def _to_her(letter: ScheduleLetter) -> QuerySet[ScheduleLetter]:
    """Of the same schedule, about the same object: the newest first."""
    letters = ScheduleLetter.objects.filter(
        form=letter.form_id, version__group=letter.version.group
    )
    return letters.select_related("version").order_by("-version__number")


def _subject(changed: Changed) -> str:
    return {
        Change.NEW: gettext("A day for filming"),
        Change.MOVED: gettext("Another day for filming"),
        Change.CANCELLED: gettext("The day for filming is cancelled"),
        Change.BACKUP: gettext("If the weather is bad"),
    }[changed.change]


def _common(letter: ScheduleLetter) -> dict[str, Any]:
    group = letter.version.group
    return {
        "version": letter.version,
        "group": translated(group, "name").value,
        "organisation": group.organisation,
    }


def _message(
    template: str, subject: str, address: str, context: dict[str, Any]
) -> EmailMessage:
    return EmailMessage(
        subject=subject.replace("\n", " "),
        body=render_to_string(template, context),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
