"""What a member of staff may do, by her roles in action groups.

This floor knows no app: a user has `memberships`, each with a group and a role.
"""

from collections.abc import Collection
from typing import Any

MODERATOR, EDITOR, COORDINATOR = "moderator", "editor", "coordinator"
DECIDES = frozenset({MODERATOR, COORDINATOR})
EDITS = frozenset({EDITOR, COORDINATOR})
COORDINATES = frozenset({COORDINATOR})
NOBODY: frozenset[str] = frozenset()


def roles_of(user: Any) -> list[Any]:
    """The user's memberships with their groups, read once for each request."""
    if not hasattr(user, "_known_memberships"):
        user._known_memberships = list(  # noqa: SLF001 -- kept on the request's user
            user.memberships.select_related("group").order_by("group_id")
        )
    return user._known_memberships  # noqa: SLF001 -- as above


def groups_where(user: Any, roles: Collection[str]) -> list[int]:
    """The ids of the groups in which the user has one of the roles."""
    return [one.group_id for one in roles_of(user) if one.role in roles]


def is_staff_member(user: Any) -> bool:
    """Whether the user may enter the admin at all."""
    if not user.is_active:
        return False
    return user.is_superuser or bool(roles_of(user))


def may(user: Any, roles: Collection[str], group: int | None = None) -> bool:
    """Whether she has such a role in the group (`None`: in any of hers)."""
    if user.is_superuser:
        return True
    groups = groups_where(user, roles)
    return bool(groups) if group is None else group in groups
