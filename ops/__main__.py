"""Install what a command needs, then hand over to it as an ordinary user."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from ops import nginx, packages, unprivileged
from ops.config import REPORT, ROOT, VAR, VENV_PYTHON, fail, require_free_port
from ops.instance import is_running

RUNTIME = {"run", "shell", "manage"}
# These need no package, or write into the checkout as the one who calls.
OWN = {"stop", "reset", "messages", "locks", "format"}


def main(command: str, arguments: list[str]) -> NoReturn:
    os.umask(0o022)
    if command in {"stop", "reset"}:
        hand_over(sys.executable, command, arguments)
    if command == "run":
        require_free_port_unless_running()
    packages.install("run" if command in RUNTIME else "dev")
    if command in OWN:
        hand_over(str(VENV_PYTHON), command, arguments)
    prepare_var()
    if command in {"test", "bench"}:
        nginx.provide()
    needed = needed_paths()
    keep_compiled_python()
    if os.geteuid() != 0:
        hand_over(str(VENV_PYTHON), command, arguments)
    if command == "bench":
        publish_report_of_child()
    line = [str(VENV_PYTHON), "-m", f"ops.{command}", *arguments]
    unprivileged.become(unprivileged.chosen_user(), line, needed)


def publish_report_of_child() -> None:
    """Let a child measure; stay root to copy its report to docs/."""
    child = os.fork()
    if child == 0:
        return
    # Ctrl-C reaches the child by itself; a SIGTERM for us is meant for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: os.kill(child, number))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == 0 and REPORT.exists():
        shutil.copyfile(REPORT, ROOT / "docs" / "performance.md")
    sys.exit(code if code >= 0 else 128 - code)


def hand_over(python: str, command: str, arguments: list[str]) -> NoReturn:
    os.chdir(ROOT)
    os.environ["VAR_DIR"] = str(VAR)
    os.execv(python, [python, "-m", f"ops.{command}", *arguments])  # noqa: S606 -- ours


def keep_compiled_python() -> None:
    """Have Python keep what it compiled, in var/ and not in the checkout."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(VAR / "cache" / "python")


def require_free_port_unless_running() -> None:
    """A portal already started from here says so itself, in a better message."""
    if not is_running():
        require_free_port()


def prepare_var() -> None:
    """Make var/, and make it belong to whoever will use it."""
    if VAR in {ROOT, *ROOT.parents}:
        fail(f"VAR_DIR must be a folder of its own, not {VAR}.")
    is_new = not VAR.exists()
    VAR.mkdir(parents=True, exist_ok=True)
    if not os.access(VAR, os.W_OK | os.X_OK):
        fail(f"you may not write to {VAR}: it belongs to {VAR.owner()}.")
    if is_new:
        VAR.chmod(0o700)
    (VAR / "home").mkdir(exist_ok=True)
    if os.geteuid() == 0 and VAR.stat().st_uid == 0:
        give_to_user(VAR)


def give_to_user(folder: Path) -> None:
    user = unprivileged.chosen_user()
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)


def needed_paths() -> list[Path]:
    """The checkout, var/, the Python it runs on, and the data only tests read."""
    asked = [str(VENV_PYTHON), "-c", "import sys; print(sys.base_prefix)"]
    python = Path(subprocess.check_output(asked, text=True).strip())
    paths = [ROOT, VAR, python, ROOT.parent / "shared"]
    return [
        path
        for path in paths
        if path.exists() and not any(other in path.parents for other in paths)
    ]


main(sys.argv[1], sys.argv[2:])
