"""Small facts that pages need often and that rarely change, kept by each process."""

import time
from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_all: list["Remembered"] = []


class Remembered(Generic[Key, Value]):
    """Loads values by key, several at once, and believes them for some seconds."""

    def __init__(
        self,
        load: Callable[[set[Key]], dict[Key, Value]] = lambda _keys: {},
        *,
        seconds: float,
        most: int = 20_000,
    ) -> None:
        self.load, self.seconds, self.most = load, seconds, most
        self._values: dict[Key, Value] = {}
        self._until = 0.0
        _all.append(self)

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """The values of those keys that have one."""
        wanted = set(keys)
        if time.monotonic() > self._until or len(self._values) > self.most:
            self.forget()
        # Another thread may forget meanwhile: what was loaded before is not mixed in.
        values = self._values
        missing = wanted - values.keys()
        if missing:
            values.update(self.load(missing))
        return {key: values[key] for key in wanted if key in values}

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of the key, made now if it is not known."""
        found = self.get_many([key])
        if key not in found:
            found[key] = self._values[key] = make()
        return found[key]

    def forget(self) -> None:
        self._values = {}
        self._until = time.monotonic() + self.seconds


def forget_all() -> None:
    """Read everything anew (when something was published; for tests)."""
    for remembered in _all:
        remembered.forget()
