"""Choices that a place makes once and for ever."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Choice = TypeVar("Choice")


class Draw:
    """Draws choices from the SHA-256 of a number, one byte each, always the same."""

    def __init__(self, number: int) -> None:
        self._block = sha256(str(number).encode()).digest()
        self._used = 0

    def one(self, choices: Sequence[Choice]) -> Choice:
        return choices[self._byte() % len(choices)]

    def _byte(self) -> int:
        if self._used == len(self._block):
            self._block, self._used = sha256(self._block).digest(), 0
        self._used += 1
        return self._block[self._used - 1]
