"""Servers and a folder that are thrown away after one command."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ops import nginx
from ops.config import ROOT, VAR
from ops.servers import servers
from ops.supervisor import Stopped

TOOLS = {
    "COVERAGE_FILE": "coverage",
    "MYPY_CACHE_DIR": "mypy",
    "RUFF_CACHE_DIR": "ruff",
    "PYTEST_CACHE": "pytest",
}


@contextmanager
def scratch_servers(name: str) -> Iterator[dict[str, str]]:
    """Yield an environment for tests: servers and files apart from the portal's."""
    cache = VAR / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    with scratch_folder(name) as folder, servers(folder, durable=False) as (found, _):
        yield {
            **os.environ,
            **{variable: str(cache / tool) for variable, tool in TOOLS.items()},
            **found,
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "hub.settings.test",
            "NGINX": str(nginx.program() or ""),
        }


@contextmanager
def scratch_folder(name: str) -> Iterator[Path]:
    """Make var/NAME-…, locked while in use; remove those that a killed run left."""
    for left in VAR.glob(f"{name}-*"):
        handle = os.open(left, os.O_RDONLY)
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
        os.close(handle)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=VAR))
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def run_to_end(command: list[str], environment: dict[str, str]) -> int:
    """Run a command in the foreground; when we are stopped, let it clean up first."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        return process.wait()
    except Stopped:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        process.kill()
        raise
