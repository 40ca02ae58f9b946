"""Python and npm packages, exactly as the lock files name them."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ops.config import ROOT, VENV_PYTHON, fail, po_files

LOCKS = ROOT / "ops" / "locks"
VENV = ROOT / ".venv"
NODE_MODULES = ROOT / "node_modules"


def install(lock: str) -> None:
    """Bring .venv, node_modules and the compiled translations up to date."""
    with one_at_a_time():
        install_python_packages(LOCKS / f"{lock}.txt")
        install_npm_packages()
        compile_messages()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep `make run` and `make test` from installing into each other's feet."""
    handle = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def install_python_packages(lock: Path) -> None:
    if not can_run(VENV_PYTHON):
        print("Making the Python environment …", flush=True)
        run(sys.executable, "-m", "venv", "--clear", str(VENV))
    stamp = VENV / f".installed-{lock.stem}"
    wanted = digest(lock.read_bytes())
    if is_stamped(stamp, wanted):
        return
    print(f"Installing the Python packages of {lock.relative_to(ROOT)} …", flush=True)
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "install"]
    exact = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile"]
    run(*pip, "-qq", *exact, "-r", str(lock))
    stamp.write_text(wanted)


def install_npm_packages() -> None:
    stamp = NODE_MODULES / ".installed"
    wanted = digest((ROOT / "package-lock.json").read_bytes())
    if is_stamped(stamp, wanted):
        return
    print("Installing the npm packages …", flush=True)
    run("npm", "ci", "--silent")
    stamp.write_text(wanted)


def compile_messages() -> None:
    """Compile what changed; now, as the portal's user may not write to locale/."""
    for source in po_files():
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        run("msgfmt", "--check-format", "-o", str(compiled), str(source))


def can_run(python: Path) -> bool:
    if not python.exists():
        return False
    return subprocess.run([python, "-c", ""], check=False).returncode == 0


def is_stamped(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def run(*command: str) -> None:
    program = shutil.which(command[0])
    if program is None:
        fail(f"{command[0]} is not installed.")
    if subprocess.run([program, *command[1:]], cwd=ROOT, check=False).returncode:
        fail(f"this step failed: {' '.join(command)}")
