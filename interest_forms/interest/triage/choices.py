"""Which steps the staff take by hand, in words; the others are the schedule's."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interest_forms.interest.steps import NEXT, may_become
from interest_forms.models import ExpressionOfInterest

State = ExpressionOfInterest.State

# A day is given and taken by the schedule, which knows who else has it.
BY_SCHEDULE = frozenset({State.SCHEDULED})
FROM_SCHEDULE = frozenset({State.FILMED, State.WITHDRAWN})
# Before there is a day, it may turn out to be known already.
OPEN = frozenset(state for state, after in NEXT.items() if State.DUPLICATE in after)
# What the applicant would ask "why?" about. Known already: by which it is.
WITH_REASON = frozenset({State.NEEDS_INFO, State.DECLINED})
ENDINGS = frozenset({State.DECLINED, State.WITHDRAWN})
# What is done from a card, without a word.
FROM_CARD = {
    State.SUBMITTED: (State.SCREENING,),
    State.SCREENING: (State.ACCEPTED, State.RESERVE),
    State.NEEDS_INFO: (State.SCREENING,),
    State.RESERVE: (State.ACCEPTED,),
    State.SCHEDULED: (State.FILMED,),
    State.FILMED: (State.PROCESSED,),
}
# In the order of the desk.
WORDS = {
    State.SCREENING: (_("Look at it"), "search"),
    State.ACCEPTED: (_("Accept"), "check"),
    State.RESERVE: (_("Put on the reserve list"), "clock"),
    State.NEEDS_INFO: (_("Ask the applicant"), "question"),
    State.DECLINED: (_("Decline"), "cross"),
    State.FILMED: (_("It is filmed"), "camera"),
    State.PROCESSED: (_("It is made ready"), "picture"),
    State.PUBLISHED: (_("It is published"), "globe"),
    State.WITHDRAWN: (_("The applicant withdraws it"), "undo"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that can be taken, as its button says it."""

    state: str

    @property
    def words(self) -> str:
        return WORDS[State(self.state)][0]

    @property
    def icon(self) -> str:
        return WORDS[State(self.state)][1]

    @property
    def is_ending(self) -> bool:
        """Whether it leads out of the choice."""
        return self.state in ENDINGS

    @property
    def needs_reason(self) -> bool:
        return self.state in WITH_REASON

    @property
    def takes_words(self) -> bool:
        """Who withdraws is forgotten, with all that was written to her."""
        return self.state != State.WITHDRAWN

    @property
    def asked(self) -> str:
        """What the staff are asked for when they take the step."""
        if self.state == State.NEEDS_INFO:
            return gettext("Your question; the applicant reads it.")
        if self.needs_reason:
            return gettext("Why? The applicant reads it.")
        return gettext("Words to the applicant (optional)")


def on_desk(form: ExpressionOfInterest) -> list[Choice]:
    """What can be done with the form; that it is known already is chosen elsewhere."""
    possible = may_become(form.state) - BY_SCHEDULE
    if form.state == State.SCHEDULED:
        possible &= FROM_SCHEDULE - _too_early(form)
    if form.person_deleted:
        # There is nobody who could answer.
        possible -= {State.NEEDS_INFO}
    if not _is_shown(form):
        possible -= {State.PUBLISHED}
    return [Choice(state) for state in WORDS if state in possible]


def _is_shown(form: ExpressionOfInterest) -> bool:
    """Whether visitors see what was made of it."""
    made = getattr(form, "made", None)
    return bool(made and made.thing.published)


def on_card(form: ExpressionOfInterest) -> list[Choice]:
    possible = FROM_CARD.get(State(form.state), ())
    return [Choice(state) for state in possible if state not in _too_early(form)]


def _too_early(form: ExpressionOfInterest) -> frozenset[str]:
    """Nothing is filmed before its day."""
    is_ahead = any(slot.is_ahead for slot in form.slots.all())
    return frozenset({State.FILMED}) if is_ahead else frozenset()
