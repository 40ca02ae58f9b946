"""`make bench`: every measurement, in one table, into the report that is named."""

import os
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from ops.config import fail
from tests.bench.imaging import as_markdown

PARTS = {
    "imaging": "One photograph",
    "worker": "The worker",
    "upload": "Taking an upload",
    "pages": "Pages",
    "desk": "The moderators' desk",
    "basemap": "The base map",
    "proxy": "The web server in front",
    "senders": "Sending from a valley",
    "bots": "Programs that send forms",
    "tiles": "Tiles of the map",
    "maps": "Old maps",
    "feeds": "Calendars to subscribe to",
    "calendar": "The calendar",
    "interest": "Choosing among forms of interest",
    "registrations": "Registering in a crowd",
    "planning": "A week of the crews",
}
HEAD = """# Measured

Made by `make bench`. Ratios are of one run on one machine: all that is compared takes
turns. Absolute times are this machine's: {machine}, {cores} cores, Python {python},
{day}.
"""


def main(wanted: list[str]) -> int:
    if unknown := sorted({*wanted} - {*PARTS}):
        fail(f"make bench has no part {unknown[0]}; choose of: {', '.join(PARTS)}.")
    sections = []
    missed = 0
    for name in wanted or PARTS:
        print(f"Measuring: {PARTS[name]} …", flush=True)
        rows = import_module(f"tests.bench.{name}").run()
        missed += sum(row.met is False for row in rows)
        sections.append(f"## {PARTS[name]}\n\n{as_markdown(rows)}\n")
        print(sections[-1], flush=True)
    if not wanted:
        _write(sections)
    print(f"{missed} of the wanted figures missed.")
    return 0


def _write(sections: list[str]) -> None:
    head = HEAD.format(
        machine=platform.machine(),
        cores=os.cpu_count(),
        python=platform.python_version(),
        day=datetime.now(tz=UTC).date(),
    )
    report = Path(os.environ.get("BENCH_REPORT", "docs/performance.md"))
    report.write_text("\n".join([head, *sections]))
    print(f"Written to {report}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
