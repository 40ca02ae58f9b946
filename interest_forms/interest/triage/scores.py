"""Two people score a form by the group's own criteria, neither knowing of the other.

What was given stands until a coordinator has both score anew; the weighted mean is
told when both have scored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from hub.shared.audit import record
from interest_forms.models import Criterion, ExpressionOfInterest, Score

if TYPE_CHECKING:
    from partners.models import User

SCORERS = 2
# Of 5 points: what lies further apart is talked about.
WIDE = 2
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Sheet:
    """The scores of a form as one person may see them."""

    criteria: list[Criterion]
    scorers: list["User"]
    # A row for each criterion: the points of each scorer, and whether they lie apart.
    rows: list[tuple[Criterion, list[int | None], bool]]
    is_mine_given: bool
    is_hidden: bool

    @property
    def is_open(self) -> bool:
        """Whether she may score."""
        return (
            bool(self.criteria)
            and not self.is_mine_given
            and len(self.scorers) < SCORERS
        )


def sheet_of(form: ExpressionOfInterest, user: "User") -> Sheet:
    """What she may see: the other's points only after her own."""
    criteria = list(Criterion.objects.filter(group=form.group_id))
    given = _given(form)
    scorers = {score.by_id: score.by for score in given}
    is_mine_given = user.pk in scorers
    is_hidden = not is_mine_given and len(scorers) < SCORERS
    shown = {} if is_hidden else scorers
    points = {(score.criterion_id, score.by_id): score.points for score in given}
    rows = []
    for criterion in criteria:
        theirs = [points.get((criterion.pk, pk)) for pk in shown]
        rows.append((criterion, theirs, _differ(theirs)))
    return Sheet(criteria, list(scorers.values()), rows, is_mine_given, is_hidden)


@transaction.atomic
def give_scores(
    form: ExpressionOfInterest, points: Mapping[int, int], *, by: "User"
) -> bool:
    """Keep her points by criterion; `False`: she, or two others, have scored."""
    form = ExpressionOfInterest.objects.select_for_update().get(pk=form.pk)
    scorers = set(form.scores.values_list("by", flat=True))
    if by.pk in scorers or len(scorers) >= SCORERS:
        return False
    Score.objects.bulk_create(
        Score(form=form, criterion_id=criterion, by=by, points=number)
        for criterion, number in points.items()
    )
    weigh(form)
    record("interest.score", form, actor=by)
    return True


@transaction.atomic
def score_anew(form: ExpressionOfInterest, *, by: "User") -> None:
    """Forget what was given: two people score once more."""
    form.scores.all().delete()
    weigh(form)
    record("interest.score_anew", form, actor=by)


@transaction.atomic
def save_criterion(criterion: Criterion, *, by: "User") -> None:
    """Keep a new or changed criterion, and weigh anew what was scored by it."""
    verb = "change" if criterion.pk else "add"
    criterion.save()
    record(f"criterion.{verb}", criterion, actor=by)
    weigh_all(criterion)


def weigh_all(criterion: Criterion) -> None:
    """Weigh every form anew that was scored by the criterion."""
    scored = criterion.scores.values("form")
    rows = ExpressionOfInterest.objects.filter(pk__in=scored)
    for form in rows.iterator(chunk_size=500):
        weigh(form)


def weigh(form: ExpressionOfInterest) -> None:
    """Set the weighted mean, and whether the two lie apart anywhere."""
    given = list(_given(form))
    form.score, form.is_disputed = None, False
    if len({score.by_id for score in given}) == SCORERS:
        weight = sum(score.criterion.weight for score in given)
        total = sum(score.points * score.criterion.weight for score in given)
        form.score = (Decimal(total) / weight).quantize(CENT)
        by_criterion: dict[int, list[int | None]] = {}
        for score in given:
            by_criterion.setdefault(score.criterion_id, []).append(score.points)
        form.is_disputed = any(map(_differ, by_criterion.values()))
    form.save(update_fields=["score", "is_disputed"])


def _given(form: ExpressionOfInterest) -> QuerySet:
    return form.scores.select_related("by", "criterion").order_by("pk")


def _differ(points: list[int | None]) -> bool:
    known = [one for one in points if one is not None]
    return bool(known) and max(known) - min(known) > WIDE
