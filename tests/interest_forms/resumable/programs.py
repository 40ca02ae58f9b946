"""The web server, to be killed; it uses the database and files of the test."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from ops.config import free_port
from tests.faults.programs import until

ROOT = Path(__file__).parents[3]


class WebServer:
    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.log = folder / "web.log"
        address = urlsplit(settings.DATABASE_URL)
        # A socket's folder stands before the name.
        path = address.path.rpartition("/")[0] + "/" + connection.settings_dict["NAME"]
        self.environment = os.environ | {
            "DATABASE_URL": address._replace(path=path).geturl(),
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.e2e.settings",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
        }
        self.start()

    def start(self) -> None:
        command = ["-m", "gunicorn", "--config", "ops/gunicorn.conf.py"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own program
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(self.answers)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz"):
                return True
        except OSError:
            return False

    def kill(self) -> None:
        """As when the power fails: nobody can put anything away."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
