"""Content versions: how a cached page learns that it is out of date.

Publishing raises the version of the action group and of the whole portal. Each web
process remembers the versions it has read for `HUB_VERSION_SECONDS`.
"""

import time
from collections.abc import Iterable

from django.conf import settings
from django.db import connection

from hub.shared import memory
from hub.shared.models import ContentVersion

_known: dict[int, tuple[float, int]] = {}


def raise_versions(groups: Iterable[int | None]) -> None:
    """Make every cached page of these action groups, and of the portal, stale."""
    scopes = sorted({ContentVersion.PORTAL, *filter(None, groups)})
    with connection.cursor() as cursor:
        # In one order: two that raise the same ones wait for each other, and go on.
        cursor.execute(
            "INSERT INTO shared_contentversion AS known (scope, number)"
            " SELECT scope, 2 FROM unnest(%s) AS scope ORDER BY scope"
            " ON CONFLICT (scope) DO UPDATE SET number = known.number + 1",
            [scopes],
        )


def current_version(scope: int = ContentVersion.PORTAL) -> int:
    """The scope's content version, at most `HUB_VERSION_SECONDS` old."""
    now = time.monotonic()
    read_at, number = _known.get(scope, (float("-inf"), 0))
    if now - read_at > settings.HUB_VERSION_SECONDS:
        (number,) = versions_now(scope)
    return number


def versions_now(*scopes: int) -> list[int]:
    """The scopes' content versions, read anew with one query."""
    now = time.monotonic()
    rows = dict(
        ContentVersion.objects.filter(pk__in=scopes).values_list("scope", "number")
    )
    for scope in scopes:
        number = rows.get(scope, 1)
        if scope in _known and _known[scope][1] != number:
            # What was published may have changed a name that is remembered.
            memory.forget_all()
        _known[scope] = (now, number)
    return [rows.get(scope, 1) for scope in scopes]


def forget() -> None:
    """Read every version anew (for tests, and after a fork)."""
    _known.clear()
