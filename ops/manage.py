"""`make manage ARGS=…`: a management command on the portal's own database.

Uses the servers of a running portal, or starts them for as long as the command takes.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ops import portal
from ops.config import VAR, VENV_PYTHON
from ops.instance import is_running, only_instance, state
from ops.scratch import run_to_end
from ops.servers import servers
from ops.supervisor import Stopped, stop_on_signals


def main(arguments: list[str]) -> int:
    try:
        with stop_on_signals(), portal_servers() as addresses:
            environment = {**os.environ, **portal.environment(), **addresses}
            command = [str(VENV_PYTHON), "manage.py", *(arguments or ["help"])]
            return run_to_end(command, environment)
    except Stopped:
        return 130


@contextmanager
def portal_servers() -> Iterator[dict[str, str]]:
    if is_running():
        known = ("DATABASE_URL", "REDIS_URL")
        yield {key: value for key, value in state().items() if key in known}
    else:
        with only_instance(), servers(VAR, durable=True) as (addresses, _):
            yield addresses


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
