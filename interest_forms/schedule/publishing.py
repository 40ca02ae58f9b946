"""The plan is told: the draft becomes a version, and those concerned are written to."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from hub.shared.audit import record
from hub.shared.letters import soon
from hub.shared.versions import raise_versions
from interest_forms.models import (
    Crew,
    CrewMember,
    ExpressionOfInterest,
    ScheduleLetter,
    ScheduleSlot,
    ScheduleVersion,
    ToldSlot,
)
from interest_forms.schedule.changes import (
    Changed,
    changes_between,
    last_version,
    plan_of,
    told_in,
)
from interest_forms.schedule.occupied import Refused
from partners.models import ActionGroup

if TYPE_CHECKING:
    from partners.models import User

Kind, State = ScheduleLetter.Kind, ScheduleLetter.State


@transaction.atomic
def publish_schedule(group: ActionGroup, *, by: "User") -> ScheduleVersion:
    """Make the draft the next version. Raises `Refused` when nothing is different."""
    # Nothing is planned meanwhile, and two who publish make two versions.
    list(Crew.objects.select_for_update(no_key=True).filter(group=group).order_by("pk"))
    last = last_version(group)
    told = told_in(last)
    plan = plan_of(group, told)
    changes = list(changes_between(told, plan))
    if not changes:
        raise Refused(_("Nothing is different from what was told last."))
    number = last.number + 1 if last else 1
    version = ScheduleVersion.objects.create(group=group, number=number, by=by)
    changed = {one.form.pk for one in changes}
    ToldSlot.objects.bulk_create(
        ToldSlot(
            version=version,
            form=row.form,
            slot=row if isinstance(row, ScheduleSlot) else row.slot,
            crew=row.crew,
            span=row.span,
            backup=row.backup,
            since=number if key in changed else told[key].since,
        )
        for key, row in plan.items()
    )
    count = _queue_letters(version, changes)
    record("schedule.publish", version, actor=by, changes=len(changes), letters=count)
    raise_versions([group.pk])
    return version


def _queue_letters(version: ScheduleVersion, changes: list[Changed]) -> int:
    """To the applicants, and to the crews whose days are different; how many go out.

    A row that is never sent stands for an applicant who is told by telephone.
    """
    forms = ExpressionOfInterest.objects.filter(
        pk__in=[one.form.pk for one in changes], applicant__isnull=False
    )
    crews = {plan.crew.pk for one in changes for plan in (one.before, one.now) if plan}
    members = CrewMember.objects.filter(crew__in=crews).exclude(email="")
    letters = [
        *(
            ScheduleLetter(
                kind=Kind.DAY,
                form=form,
                state=State.WAITING if form.applicant.email else State.DROPPED,
            )
            for form in forms.select_related("applicant")
        ),
        *(ScheduleLetter(kind=Kind.CREW, member=member) for member in members),
    ]
    for letter in letters:
        letter.version, letter.not_before = version, soon()
    ScheduleLetter.objects.bulk_create(letters)
    return sum(letter.state == State.WAITING for letter in letters)
