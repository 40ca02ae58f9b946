"""A real Redis and a real worker, for tests that freeze and kill them."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import redis

from ops.config import free_port

ROOT = Path(__file__).parents[2]


def until(condition: Callable[[], object], seconds: float = 120) -> None:
    """Wait for something to become true, also where others have the processors."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            message = f"not true within {seconds} s"
            raise AssertionError(message)
        time.sleep(0.1)


class PrivateRedis:
    """A Redis that may be flushed and frozen."""

    OPTIONS = ("--bind", "127.0.0.1", "--save", "", "--logfile", os.devnull)

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        # Debian's redis-tools holds the server under its checker's name.
        program = shutil.which("redis-server") or shutil.which("redis-check-rdb")
        self.process = subprocess.Popen(  # noqa: S603 -- found by us
            ["redis-server", "--port", str(self.port), *self.OPTIONS],  # noqa: S607
            executable=program,
        )
        self.client = redis.Redis(port=self.port)
        until(self.answers)

    def answers(self) -> bool:
        try:
            return self.client.ping()
        except redis.ConnectionError:
            return False

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self.client.close()
        self.thaw()
        self.process.kill()
        self.process.wait()


class Worker:
    """A prefork worker with two processes, which the tests may kill."""

    def __init__(self, folder: Path, database: str, broker: str) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": database,
            "REDIS_URL": broker,
            "VAR_DIR": str(folder),
        }
        self.is_running = False

    def start(self) -> None:
        command = ["-m", "celery", "-A", "hub", "worker", "--pool", "prefork"]
        options = ["--concurrency", "2", "--without-mingle", "--loglevel", "INFO"]
        with (self.folder / "worker.log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own program
                [sys.executable, *command, *options, "-I", "tests.faults.poison"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.is_running = True
        until(lambda: "ready." in self.log())

    def log(self) -> str:
        return (self.folder / "worker.log").read_text(errors="replace")

    def children(self) -> list[int]:
        pid = self.process.pid
        return [
            int(child)
            for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]

    def peak_memory(self) -> int:
        """The most memory any of its processes ever held, in bytes."""
        peaks = [0]
        for pid in self.children():
            status = Path(f"/proc/{pid}/status").read_text()
            peak = status.partition("VmHWM:")[2].split()
            peaks.append(int(peak[0]) * 1024 if peak else 0)
        return max(peaks)

    def kill(self) -> None:
        """As the kernel does it when memory is short: everything, at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.is_running = False

    def stop(self) -> None:
        if not self.is_running:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    # What the module `poison` listens to.

    def hold(self) -> None:
        (self.folder / "hold").touch()

    def held(self) -> int:
        """The process that stands still in the middle of a photo."""
        mark = self.folder / "held"
        until(mark.exists)
        return int(mark.read_text())

    def go_on(self) -> None:
        (self.folder / "hold").unlink()

    def poison(self, digest: str) -> None:
        (self.folder / f"poison-{digest}").touch()
