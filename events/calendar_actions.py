"""Everything that is done to calendar rules, and to single years of theirs."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from events.making import make, unmake
from events.models import CalendarRule, YearOverride
from hub.shared.audit import record

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def keep_rule(rule: CalendarRule, *, by: "User | None" = None) -> None:
    """Keep a new or changed rule, and make the dates that follow from it."""
    rule.save()
    record("date.rule", rule.owner, actor=by)
    remake(rule)


@transaction.atomic
def drop_rule(rule: CalendarRule, *, by: "User | None" = None) -> None:
    """Forget a rule, its decisions and the dates it made ahead."""
    record("date.drop_rule", rule.owner, actor=by)
    unmake(rule)
    rule.delete()


@transaction.atomic
def decide(decision: YearOverride, *, by: "User | None" = None) -> None:
    """Keep what was decided about one year; it goes before the rule from now on."""
    decision.save()
    detail = {"year": decision.year, "kind": str(decision.kind)}
    record("date.decide", decision.rule.owner, actor=by, **detail)
    remake(decision.rule)


@transaction.atomic
def undecide(decision: YearOverride, *, by: "User | None" = None) -> None:
    """Let the rule say again when it is held in that year."""
    record("date.undecide", decision.rule.owner, actor=by, year=decision.year)
    decision.delete()
    remake(decision.rule)


def remake(rule: CalendarRule) -> None:
    """Make its dates anew at once: the rule, its hours or a decision has changed."""
    make([rule.pk], settings.HUB_RULE_YEARS)
