"""`make bench`: measure on private servers; the report is docs/performance.md."""

import os
import sys

from ops.config import REPORT, ROOT, VENV_PYTHON
from ops.scratch import run_to_end, scratch_servers
from ops.supervisor import Stopped, stop_on_signals


def main(arguments: list[str]) -> int:
    try:
        with stop_on_signals(), scratch_servers("bench") as environment:
            docs = ROOT / "docs"
            report = docs / "performance.md" if os.access(docs, os.W_OK) else REPORT
            command = [str(VENV_PYTHON), "-m", "tests.bench", *arguments]
            return run_to_end(command, environment | {"BENCH_REPORT": str(report)})
    except Stopped:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
