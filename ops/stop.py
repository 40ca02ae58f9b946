"""`make stop`: end a portal that runs in another terminal."""

import os
import signal
import time

from ops.config import fail
from ops.instance import is_running, state


def main(patience: float = 60) -> None:
    if not is_running():
        print("The portal is not running.")
        return
    number = state().get("pid")
    if not number:
        fail("the portal is just starting or stopping; try again in a moment.")
    try:
        os.kill(number, signal.SIGTERM)
    except PermissionError:
        fail(f"the portal (process {number}) was started by another user.")
    deadline = time.monotonic() + patience
    while is_running():
        if time.monotonic() > deadline:
            fail(f"process {number} has not stopped after {patience:.0f} s.")
        time.sleep(0.1)
    print("Stopped.")


if __name__ == "__main__":
    main()
