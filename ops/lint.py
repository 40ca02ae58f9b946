"""`make lint`: every checker, each telling in one line how it went."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ops.config import ROOT, VENV_PYTHON
from ops.scratch import scratch_servers
from ops.supervisor import Stopped, stop_on_signals

APPS = ["hub", "partners", "places", "events", "interest_forms"]
SOURCES = [*APPS, "tests", "ops", "manage.py"]
TARGET = ["--target-version", "5.2"]
# Its name, its command, and what the command's environment has beside ours.
Check = tuple[str, list[str], dict[str, str]]
# The checks of a portal on the web: a real key, and https.
DEPLOYED = {
    "DJANGO_SETTINGS_MODULE": "hub.settings.prod",
    "SECRET_KEY": "a-key-that-only-the-linter-uses-0123456789-abcdefghij",
    "SITE_URL": "https://example.org",
}


def main() -> int:
    try:
        with stop_on_signals(), scratch_servers("lint") as environment:
            return lint(environment)
    except Stopped:
        return 130


def lint(environment: dict[str, str]) -> int:
    """Run all checks, also after a failure; return 1 if any has failed."""
    failed = [check[0] for check in checks() if not passes(check, environment)]
    if failed:
        print(f"Lint failed: {', '.join(failed)}.", flush=True)
    return 1 if failed else 0


def checks() -> Iterator[Check]:
    python, templates = files(".py"), files(".html")
    yield "ruff check", tool("ruff", "check", "--quiet", "."), {}
    yield "ruff format", tool("ruff", "format", "--check", "--quiet", "."), {}
    yield "lint-imports", tool("lint-imports", "--no-cache", "--no-logo"), {}
    # Factories make tests untypeable: what is made is not what the class says.
    typed = [source for source in SOURCES if source != "tests"]
    yield "mypy", [str(VENV_PYTHON), "-m", "mypy", *typed], {}
    yield "django-upgrade", tool("django-upgrade", *TARGET, "--check", *python), {}
    yield "djade", tool("djade", *TARGET, "--check", *templates), {}
    shape = ["--indent-width", "2", "--quiet", "--check"]
    yield "djangofmt", tool("djangofmt", *shape, *templates), {}
    yield "djlint", tool("djlint", "--lint", "--quiet", *templates), {}
    yield "makemigrations", manage("makemigrations", "--check", "--dry-run"), {}
    yield "translations", [sys.executable, "-m", "ops.translations"], {}
    deployed = manage("check", "--deploy", "--fail-level", "WARNING")
    yield "check --deploy", deployed, DEPLOYED


def passes(check: Check, environment: dict[str, str]) -> bool:
    name, command, extra = check
    began = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment | extra,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    word = "failed" if done.returncode else "passed"
    print(f"{name}: {word} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def tool(name: str, *arguments: str) -> list[str]:
    return [str(VENV_PYTHON.with_name(name)), *arguments]


def manage(*arguments: str) -> list[str]:
    return [str(VENV_PYTHON), "manage.py", *arguments]


def files(ending: str) -> list[str]:
    """Name the project's own files with this ending."""
    found = [ROOT / "manage.py"] if ending == ".py" else []
    for top in [*SOURCES[:-1], "templates"]:
        for folder, _, names in os.walk(ROOT / top):
            found += [Path(folder, name) for name in names if name.endswith(ending)]
    return sorted(str(path.relative_to(ROOT)) for path in found)


if __name__ == "__main__":
    sys.exit(main())
