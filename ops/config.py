"""Where things lie, and what the environment says about it."""

import os
import secrets
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VAR = (ROOT / (os.environ.get("VAR_DIR") or "var")).resolve()
# Our own words, and those of Django that its own translations lack.
CATALOGUES = [ROOT / "locale", ROOT / "hub" / "django_words"]
VENV_PYTHON = ROOT / ".venv" / "bin" / "python"
# Where `make bench` leaves its report when it may not write to docs/ itself.
REPORT = VAR / "performance.md"
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = os.environ.get("PORT") or "8000"
YES = {"1", "on", "true", "yes"}
FREE_PORTS = range(10_000, 32_768)


def fail(message: str) -> NoReturn:
    """Say what is wrong in plain words and stop."""
    sys.stdout.flush()
    print(f"megdan: {message}", file=sys.stderr)
    sys.exit(1)


def is_on(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    return value in YES if value else default


def port_number() -> int:
    if PORT.isascii() and PORT.isdigit() and 0 < int(PORT) < 65536:
        return int(PORT)
    return fail(f"PORT must be a number between 1 and 65535, not {PORT!r}.")


def address() -> str:
    """Where a browser on this machine finds the portal."""
    name = "127.0.0.1" if HOST in {"", "0.0.0.0", "::"} else HOST  # noqa: S104 -- no bind
    return f"http://[{name}]:{PORT}" if ":" in name else f"http://{name}:{PORT}"


def po_files() -> list[Path]:
    """All translations of the portal."""
    return sorted(one for root in CATALOGUES for one in root.glob("*/*/*.po"))


def free_port() -> int:
    """One below those that Linux gives to whoever asks for any: it stays free."""
    while True:
        port = secrets.choice(FREE_PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def require_free_port() -> None:
    """Stop in one line when another program already listens where we want to."""
    family = socket.AF_INET6 if ":" in HOST else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port_number()))
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            fail(
                f"cannot listen on {HOST} port {PORT}: {reason}. "
                "Choose another: PORT=8080 make run"
            )


def secret_key() -> str:
    """The portal's secret, made once and kept where only its user may read it."""
    path = VAR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
