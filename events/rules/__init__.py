"""Calendar rules: values in, values out; no rows, no requests."""

from events.rules.anchors import FIRST_YEAR, LAST_YEAR, Anchor, AnchorKind
from events.rules.rule import NO_WEEKDAY, Rule, RuleFaults, Snap
from events.rules.sentences import sentence

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "NO_WEEKDAY",
    "Anchor",
    "AnchorKind",
    "Rule",
    "RuleFaults",
    "Snap",
    "sentence",
]
