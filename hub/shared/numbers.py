"""Numbers that strangers write into an address or a form."""

from collections.abc import Iterable

# More digits than any id in the database has, fewer than its columns can take.
LONGEST_ID = 18


def id_of(written: object) -> int:
    """The id that was written; 0, which no row has, for anything else."""
    text = str(written or "")
    return int(text) if text.isdecimal() and len(text) <= LONGEST_ID else 0


def ids_of(written: Iterable[object]) -> set[int]:
    """Those of the texts that are ids."""
    return {id_of(one) for one in written} - {0}
