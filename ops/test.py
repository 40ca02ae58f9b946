"""`make test`: all linters, then pytest; with arguments, pytest on those only."""

import os
import sys

from ops.config import VENV_PYTHON
from ops.lint import lint
from ops.scratch import run_to_end, scratch_servers
from ops.supervisor import Stopped, stop_on_signals


def main(arguments: list[str]) -> int:
    # Coverage is asked of the whole suite only.
    whole = ["-n", "auto", "--maxprocesses", "4"]
    options = arguments or [*whole, "--cov", "--cov-report=term", "--durations=15"]
    try:
        with stop_on_signals(), scratch_servers("test") as environment:
            linted = 0 if arguments else lint(environment)
            cache = ["-o", f"cache_dir={environment['PYTEST_CACHE']}"]
            command = [str(VENV_PYTHON), "-m", "pytest", *cache, *options]
            return run_to_end(command, environment) or linted
    except Stopped:
        return 130


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
