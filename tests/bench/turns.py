"""How long acts take that are compared: they take turns."""

import time
from collections.abc import Callable
from typing import Any


def best(*acts: Callable[[], Any], rounds: int = 9) -> list[float]:
    """Seconds of each, in the round that was disturbed least."""
    taken: list[list[float]] = [[] for _ in acts]
    for _round in range(rounds):
        for act, times in zip(acts, taken, strict=True):
            started = time.perf_counter()
            act()
            times.append(time.perf_counter() - started)
    return [min(times) for times in taken]
