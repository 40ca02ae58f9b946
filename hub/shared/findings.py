"""What `manage.py verify` finds: one line each, with the way to mend it."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken promise; without `mend` a person has to see to it."""

    text: str
    mend: Callable[[], object] | None = None


def fault_of(path: Path, digest: str) -> str:
    """What is wrong with a file that is known by its SHA-256; empty: nothing."""
    if not path.is_file():
        return "is missing"
    with path.open("rb") as file:
        is_whole = file_digest(file, "sha256").hexdigest() == digest
    return "" if is_whole else "was changed"
