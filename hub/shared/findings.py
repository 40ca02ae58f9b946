"""What `manage.py verify` finds: one line each, with the way to mend it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken promise; without `mend` a person has to see to it."""

    text: str
    mend: Callable[[], object] | None = None
