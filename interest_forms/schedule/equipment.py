"""What has to go along, by what the applicant offered, and which piece is free then."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from interest_forms.models import Equipment, ExpressionOfInterest, Unavailability
from interest_forms.schedule.visits import Visit

Kind = Equipment.Kind
Offer = ExpressionOfInterest.Offer
NEEDED = {Offer.DRONE: Kind.DRONE, Offer.MODEL: Kind.SCANNER, Offer.AUDIO: Kind.SOUND}


def needed_kinds(form: ExpressionOfInterest) -> list[Kind]:
    """The kinds of equipment without which something offered cannot be made."""
    return [kind for offer, kind in NEEDED.items() if offer in form.offers]


class Pieces:
    """A group's equipment, and when each piece is with a visit or away."""

    def __init__(
        self,
        owned: Iterable[Equipment],
        visits: Iterable[Visit],
        away: Iterable[Unavailability],
    ):
        self.owned = list(owned)
        self.taken: dict[int, list[DateTimeTZRange]] = defaultdict(list)
        for visit in visits:
            for piece in visit.equipment:
                self.taken[piece.pk].append(visit.span)
        for row in away:
            if row.equipment_id:
                self.taken[row.equipment_id].append(row.span)

    def kinds_for(self, form: ExpressionOfInterest) -> list[Kind]:
        """Those needed of which the group has any: nobody waits for the rest."""
        return [kind for kind in needed_kinds(form) if self.owns(kind)]

    def owns(self, kind: Kind) -> bool:
        return any(one.kind == kind for one in self.owned)

    def along(
        self, form: ExpressionOfInterest, span: DateTimeTZRange
    ) -> tuple[Equipment, ...] | None:
        """What would go along then; `None`: something needed is elsewhere."""
        found = []
        for kind in self.kinds_for(form):
            free = [one for one in self.owned if one.kind == kind]
            free = [one for one in free if self._is_free(one, span)]
            if not free:
                return None
            found.append(free[0])
        return tuple(found)

    def _is_free(self, piece: Equipment, span: DateTimeTZRange) -> bool:
        return not any(
            span.lower < taken.upper and taken.lower < span.upper
            for taken in self.taken[piece.pk]
        )
