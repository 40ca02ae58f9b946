"""One program that runs beside us: started, followed, stopped."""

import os
import re
import signal
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from ops.config import ROOT, fail

LOG_LIMIT = 10_000_000
ALARMING = re.compile(rb"\b(ERROR|CRITICAL|FATAL|PANIC)\b")


@dataclass
class Program:
    """What to run, how to end it. Output goes to a log, errors to the terminal too."""

    name: str
    command: list[str]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    given: bytes = b""
    stop_signal: signal.Signals = signal.SIGTERM
    alarming: re.Pattern[bytes] = ALARMING
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start in a session of its own: a Ctrl-C in the terminal reaches only us."""
        make_room(self.log)
        # Should we be killed without a chance to stop it, the kernel does.
        guard = ["setpriv", "--pdeathsig", self.stop_signal.name.removeprefix("SIG")]
        process = self.process = subprocess.Popen(
            [*guard, "--", *self.command],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        if process.stdin and process.stdout:
            process.stdin.write(self.given)
            process.stdin.close()
            follow = threading.Thread(target=self.follow, args=[process.stdout])
            follow.daemon = True  # a grandchild may keep the other end open
            follow.start()

    def follow(self, output: IO[bytes]) -> None:
        """Copy what the program says to its log until it ends."""
        with self.log.open("ab", buffering=0) as log, output:
            for line in output:
                log.write(line)
                if self.alarming.search(line):
                    text = line.decode(errors="replace").rstrip()
                    print(f"{self.name}: {text}", flush=True)

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        if self.process and self.is_running():
            self.process.send_signal(self.stop_signal)

    def stop(self, patience: float = 20) -> None:
        """End the program; one that does not listen is killed with its children."""
        if not self.process:
            return
        self.ask_to_stop()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def ending(self) -> str:
        code = self.process.returncode if self.process else 0
        return f"was killed by signal {-code}" if code < 0 else f"ended ({code})"

    def last_words(self, count: int = 5) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-count:]
        return "\n".join(f"  {line}" for line in lines)

    def give_up(self, what: str) -> None:
        fail(f"{self.name} {what}; the end of {self.log}:\n{self.last_words()}")


def make_room(log: Path) -> None:
    """Put a log that has grown large aside, over the one put aside before."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.rename(log.with_suffix(".log.1"))
