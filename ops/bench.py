"""`make bench`: measure on private servers; the report replaces docs/performance.md."""

import sys

from ops.config import VENV_PYTHON
from ops.scratch import run_to_end, scratch_servers
from ops.supervisor import Stopped, stop_on_signals


def main(arguments: list[str]) -> int:
    try:
        with stop_on_signals(), scratch_servers("bench") as environment:
            command = [str(VENV_PYTHON), "-m", "tests.bench", *arguments]
            return run_to_end(command, environment)
    except Stopped:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
