"""Roles, and how the table of access speaks of what they may do."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

# The first two are visitors; `signed` has an account and no group. A
# resident is anonymous: the address of her receipt is all she has (see RECEIPTS).
ANONYMOUS, SIGNED = "anonymous", "signed"
EDITOR, MODERATOR, COORDINATOR = "editor", "moderator", "coordinator"
SUPERUSER = "superuser"
VISITORS = [ANONYMOUS, SIGNED]
MEMBERS = [EDITOR, MODERATOR, COORDINATOR]
ROLES = [*VISITORS, *MEMBERS, SUPERUSER]

NOBODY: frozenset[str] = frozenset()
SUPERUSERS = frozenset({SUPERUSER})
COORDINATES = frozenset({COORDINATOR, SUPERUSER})
EDITS = frozenset({EDITOR, COORDINATOR, SUPERUSER})
DECIDES = frozenset({MODERATOR, COORDINATOR, SUPERUSER})
STAFF = frozenset({*MEMBERS, SUPERUSER})

# The arguments of an address, or the whole path of one without a name.
Where = Callable[[Any], "list[Any] | str"]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A class of the admin: who may do what with it.

    Not `owned`: reference data, the same for all who may read it.
    """

    reads: Collection[str] = STAFF
    changes: Collection[str] = NOBODY
    adds: Collection[str] = NOBODY
    deletes: Collection[str] = NOBODY
    owned: bool = True


@dataclass(frozen=True)
class Page:
    """An address beside Django's own; `None`: no such method.

    Hidden: those who may not open it are told that it does not exist.
    """

    where: Where
    get: Collection[str] | None = None
    post: Collection[str] | None = None
    data: Callable[[Any], dict[str, Any]] = lambda _it: {}
    hidden: bool = False


def nothing(_it: Any) -> list[Any]:
    return []
