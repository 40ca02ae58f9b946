"""`make run`: the whole portal, until Ctrl-C or SIGTERM."""

import os
import subprocess
import time

from ops import config, portal
from ops.config import ROOT, VAR, VENV_PYTHON, fail
from ops.instance import only_instance, publish_state
from ops.servers import servers, wait_until
from ops.supervisor import Stopped, stop_on_signals, supervise, watch


def main() -> None:
    try:
        with stop_on_signals(), only_instance():
            run_portal()
    except Stopped:
        print("\nStopped.", flush=True)


def run_portal() -> None:
    began = time.monotonic()
    config.require_free_port()
    print("Starting …", flush=True)
    with servers(VAR, durable=True) as (addresses, private):
        publish_state(addresses | {"address": config.address()})
        environment = portal.environment() | addresses
        prepare(environment)
        programs = portal.programs(environment)
        with supervise(programs):
            wait_until(programs[0], portal.answers)
            announce(time.monotonic() - began)
            watch([*private, *programs])


def prepare(environment: dict[str, str]) -> None:
    """Bring database and static files up to date; the first time, fill the database."""
    demo = "1" if config.is_on("DEMO", default=True) else "0"
    done = subprocess.run(
        [VENV_PYTHON, "-m", "ops.prepare"],
        cwd=ROOT,
        env={**os.environ, **environment, "DEMO": demo},
        check=False,
    )
    if done.returncode:
        fail("the database could not be brought up to date; see above.")


def announce(seconds: float) -> None:
    where = config.address()
    print(
        f"\nThe portal is ready after {seconds:.0f} s:  {where}/\n"
        f"Staff sign in at:                {where}/admin/\n"
        f"Logs are in {VAR / 'log'}. Ctrl-C or make stop ends it.",
        flush=True,
    )


if __name__ == "__main__":
    main()
