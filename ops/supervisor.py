"""Start programs together, start again what dies, stop all of them on a signal."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from ops.program import Program

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FIRST_DELAY, LONGEST_DELAY = 1.0, 30.0
# A program that lived this long before it died begins again with the first delay.
STEADY_SECONDS = 60.0


class Stopped(Exception):
    """Somebody asked us to stop."""


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Turn the first Ctrl-C or SIGTERM into `Stopped`; let the clean-up be."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        for each in STOPPING:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    for number in STOPPING:
        signal.signal(number, stop)
    yield


@contextmanager
def supervise(programs: list[Program]) -> Iterator[None]:
    """Run the programs side by side; end them side by side too."""
    try:
        for program in programs:
            program.start()
        yield
    finally:
        for program in programs:
            program.ask_to_stop()
        for program in programs:
            program.stop()


def watch(programs: list[Program]) -> NoReturn:
    """Start again whatever dies, later and later should it keep dying."""
    lives = [Life(program) for program in programs]
    while True:
        for life in lives:
            life.look()
        time.sleep(0.25)


class Life:
    """When a program was last started, and when it may be started again."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.delay = 0.0
        self.started = time.monotonic()
        self.due: float | None = None

    def look(self) -> None:
        if self.program.is_running():
            return
        now = time.monotonic()
        if self.due is None:
            self.plan(now)
        elif now >= self.due:
            self.due, self.started = None, now
            self.program.start()

    def plan(self, now: float) -> None:
        """Decide how long to wait before the next start, and tell."""
        if now - self.started > STEADY_SECONDS:
            self.delay = 0.0
        self.delay = min(LONGEST_DELAY, self.delay * 2 or FIRST_DELAY)
        self.due = now + self.delay
        print(
            f"{self.program.name} {self.program.ending()}; starting it again in "
            f"{self.delay:.0f} s. The end of {self.program.log}:\n"
            f"{self.program.last_words()}",
            flush=True,
        )
