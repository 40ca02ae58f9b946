"""`make test`: all linters, then pytest; with arguments, pytest on those only."""

import os
import subprocess
import sys

from ops.config import ROOT, VENV_PYTHON
from ops.lint import lint
from ops.scratch import run_to_end, scratch_servers
from ops.supervisor import Stopped, stop_on_signals

# Coverage is asked of the whole suite only.
WHOLE = ["-n", "auto", "--maxprocesses", "4", "--cov", "--cov-report=term"]


def main(arguments: list[str]) -> int:
    try:
        with stop_on_signals(), scratch_servers("test") as environment:
            linted = 0 if arguments else lint_and_make_tables(environment)
            cache = ["-o", f"cache_dir={environment['PYTEST_CACHE']}"]
            options = arguments or [*WHOLE, "--durations=15"]
            command = [str(VENV_PYTHON), "-m", "pytest", *cache, *options]
            return run_to_end(command, environment) or linted
    except Stopped:
        return 130


def lint_and_make_tables(environment: dict[str, str]) -> int:
    """Run the linters; meanwhile make the tables that each process of pytest copies.

    They are made in the database after which the tests' own are named. In a server
    that is not ours it is somebody's: there each process makes its tables itself.
    """
    if os.environ.get("DATABASE_URL"):
        return lint(environment)
    migrate = [str(VENV_PYTHON), "manage.py", "migrate", "--verbosity", "0"]
    with subprocess.Popen(migrate, cwd=ROOT, env=environment) as making:
        try:
            linted = lint(environment)
        except Stopped:
            making.terminate()
            raise
    name = environment["DATABASE_URL"].rpartition("/")[2]
    environment["TEMPLATE_DATABASE"] = "" if making.returncode else name
    return linted or making.returncode


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
