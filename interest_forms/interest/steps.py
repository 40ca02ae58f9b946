"""Which way a form of interest may go, and the one function that moves it."""

from typing import TYPE_CHECKING

from django.db import transaction

from hub.shared.audit import record
from hub.shared.versions import raise_versions
from interest_forms.models import ExpressionOfInterest, SlotState, StateChange

if TYPE_CHECKING:
    from partners.models import User

State = ExpressionOfInterest.State

# submitted → screening → (needs_info ↔) → a decision → scheduled → … → published.
# A decision can be changed until there is a day; a lost day leads back to accepted.
DECISIONS = frozenset({State.ACCEPTED, State.RESERVE, State.DECLINED, State.DUPLICATE})
NEXT: dict[str, frozenset[str]] = {
    State.SUBMITTED: frozenset({State.SCREENING, State.NEEDS_INFO}) | DECISIONS,
    State.SCREENING: frozenset({State.NEEDS_INFO}) | DECISIONS,
    State.NEEDS_INFO: frozenset({State.SCREENING}) | DECISIONS,
    State.ACCEPTED: frozenset({State.SCREENING, State.SCHEDULED})
    | DECISIONS - {State.ACCEPTED},
    State.RESERVE: frozenset({State.SCREENING}) | DECISIONS - {State.RESERVE},
    State.DECLINED: frozenset({State.SCREENING}) | DECISIONS - {State.DECLINED},
    State.DUPLICATE: frozenset({State.SCREENING}) | DECISIONS - {State.DUPLICATE},
    State.SCHEDULED: frozenset({State.ACCEPTED, State.FILMED}),
    State.FILMED: frozenset({State.SCHEDULED, State.PROCESSED}),
    State.PROCESSED: frozenset({State.FILMED, State.PUBLISHED}),
    State.PUBLISHED: frozenset({State.PROCESSED}),
    State.WITHDRAWN: frozenset(),
}


def may_become(before: str) -> frozenset[str]:
    """The states a form may go to from this one. It is withdrawn at any time."""
    if before == State.WITHDRAWN:
        return NEXT[before]
    return NEXT[before] | {State.WITHDRAWN}


@transaction.atomic
def move(
    form: ExpressionOfInterest,
    state: str,
    *,
    reason: str = "",
    seen: str | None = None,
    by: "User | None",
) -> bool:
    """Take the form one step on, with who and why (`by` is `None`: the applicant).

    Who is forgotten leaves no more words.
    `False`: that step cannot be taken from where the form is now, or it is no longer
    in the state that was `seen` when the step was chosen.
    """
    # Whoever publishes the plan may name the form meanwhile, and is not waited for.
    rows = ExpressionOfInterest.objects.select_for_update(no_key=True)
    row = rows.get(pk=form.pk)
    if state not in may_become(row.state) or seen not in (None, row.state):
        return False
    before, row.state = row.state, State(state)
    row.save(update_fields=["state"])
    form.state = row.state
    if by is None and row.person_deleted:
        reason = ""
    if before == State.SCHEDULED:
        _leave_the_schedule(row)
    StateChange.objects.create(
        form=row, before=before, after=state, by=by, reason=reason
    )
    record("interest.step", row, actor=by, before=before, after=state)
    return True


def _leave_the_schedule(form: ExpressionOfInterest) -> None:
    """What was filmed has had its day; otherwise crew and equipment are free again."""
    if form.state == State.FILMED:
        form.slots.standing().update(state=SlotState.DONE)
    form.slots.open().update(state=SlotState.CANCELLED)
    # What is declined or withdrawn stands in the public schedule no longer.
    raise_versions([form.group_id])
