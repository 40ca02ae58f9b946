"""From root to an ordinary user who sees the checkout wherever it lies.

A checkout under a folder that only root may enter (such as root's home) stays closed to
everybody: the user gets a view of the file system of its own, in which that folder is
an empty one holding just the paths the portal needs. It ends with the process.
See docs/decisions/ for the reasons.
"""

import ctypes
import os
import pwd
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from ops.config import ROOT, VAR

USER = "www-data"
CLONE_NEWNS = 0x00020000
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 4096, 16384, 1 << 18
UNSEEN = {".git", ".venv", "node_modules", "var", "__pycache__"}
libc = ctypes.CDLL(None, use_errno=True)


def chosen_user() -> pwd.struct_passwd:
    """The owner of var/ if it was made by somebody before, else www-data."""
    if VAR.exists() and (owner := VAR.stat().st_uid) != 0:
        return pwd.getpwuid(owner)
    return pwd.getpwnam(USER)


def become(user: pwd.struct_passwd, command: list[str], needed: list[Path]) -> NoReturn:
    """Replace this root process by the command, run by the user."""
    capability = "-all"
    if not opens_view(user, needed) or has_closed_files(user):
        capability = "-all,+dac_read_search"
    environment = {key: value for key, value in os.environ.items() if key != "TMPDIR"}
    environment |= {
        "HOME": str(VAR / "home"),
        "USER": user.pw_name,
        "LOGNAME": user.pw_name,
    }
    os.chdir(ROOT)
    identity = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--init-groups"]
    rights = [
        "--no-new-privs",
        f"--inh-caps={capability}",
        f"--ambient-caps={capability}",
    ]
    arguments = ["setpriv", *identity, *rights, "--", *command]
    os.execvpe("setpriv", arguments, environment)  # noqa: S606, S607 -- from util-linux


def opens_view(user: pwd.struct_passwd, needed: list[Path]) -> bool:
    """Make every needed path reachable; say False where the kernel will not."""
    closed: dict[Path, list[Path]] = {}
    for path in needed:
        for part in parts(user, path.resolve()):
            if folder := closed_folder(user, part):
                closed.setdefault(folder, []).append(part)
    try:
        if closed:
            check(libc.unshare(CLONE_NEWNS))
            mount(None, Path("/"), MS_REC | MS_PRIVATE)
        for folder, paths in closed.items():
            show_only(folder, paths)
    except OSError:
        return False
    return True


def parts(user: pwd.struct_passwd, path: Path) -> Iterator[Path]:
    """The path itself, or what is in it when the user may not look inside."""
    if path.is_dir() and not may(user, path, 0o5):
        yield from path.iterdir()
    else:
        yield path


def closed_folder(user: pwd.struct_passwd, path: Path) -> Path | None:
    """The highest folder on the way to a path that the user may not enter."""
    for folder in reversed(path.parents):
        if not may(user, folder, 0o1):
            return folder
    return None


def may(user: pwd.struct_passwd, path: Path, wanted: int) -> bool:
    status = path.stat()
    if status.st_uid == user.pw_uid:
        granted = status.st_mode >> 6
    elif status.st_gid in os.getgrouplist(user.pw_name, user.pw_gid):
        granted = status.st_mode >> 3
    else:
        granted = status.st_mode
    return granted & wanted == wanted


def show_only(folder: Path, paths: list[Path]) -> None:
    """Cover a folder by an empty one, in which only the given paths appear."""
    held = {path: os.open(path, os.O_PATH) for path in paths}
    mount("tmpfs", folder, MS_NOSUID | MS_NODEV, "tmpfs", "mode=755")
    for path, handle in held.items():
        source = f"/proc/self/fd/{handle}"
        if Path(source).is_dir():
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        mount(source, path, MS_BIND | MS_REC)
        os.close(handle)


def mount(
    source: str | None, target: Path, flags: int, kind: str = "", data: str = ""
) -> None:
    texts = [os.fsencode(text) if text else None for text in (source, kind, data)]
    check(libc.mount(texts[0], os.fsencode(target), texts[1], flags, texts[2]))


def check(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def has_closed_files(user: pwd.struct_passwd) -> bool:
    """Is there source the user may not read, as after a clone with umask 077?"""
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if name not in UNSEEN]
        paths = [Path(folder, name) for name in files]
        if any(not may(user, path, 0o4) for path in paths if not path.is_symlink()):
            return True
        if not may(user, Path(folder), 0o5):
            return True
    return False
