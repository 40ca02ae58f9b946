"""The portal's own programs and the environment they run in."""

import http.client
import os

from ops import config
from ops.config import VAR, VENV_PYTHON
from ops.program import Program

GUNICORN = ["-m", "gunicorn", "--config", "ops/gunicorn.conf.py"]
WORKER = ["-m", "celery", "-A", "hub", "worker", "--pool", "prefork"]
# One at a time of what takes minutes or hours, beside the worker and never before it.
LONG = ["--queues", "long", "--concurrency", "1", "--hostname", "long@%h"]
BEAT = ["-m", "celery", "-A", "hub", "beat"]


def environment() -> dict[str, str]:
    """What the settings read, with the defaults of `make run`."""
    given = os.environ
    return {
        "DJANGO_SETTINGS_MODULE": given.get("DJANGO_SETTINGS_MODULE")
        or "hub.settings.prod",
        "VAR_DIR": str(VAR),
        "SECRET_KEY": given.get("SECRET_KEY") or config.secret_key(),
        "SITE_URL": given.get("SITE_URL") or config.address(),
        "PYTHONUNBUFFERED": "1",
    }


def programs(environment: dict[str, str]) -> list[Program]:
    """Web server, workers and beat; the web server first."""
    quiet = ["--loglevel", "INFO"]
    processes = os.environ.get("WORKER_CONCURRENCY") or "2"
    schedule = str(VAR / "beat-schedule")
    worker = [*WORKER, "--without-mingle", *quiet]
    lines = {
        "web": GUNICORN,
        "worker": [*worker, "--concurrency", processes],
        "long": [*worker, *LONG],
        "beat": [*BEAT, "--schedule", schedule, "--pidfile=", *quiet],
    }
    return [
        Program(
            name,
            [str(VENV_PYTHON), *line],
            log=VAR / "log" / f"{name}.log",
            environment=environment,
        )
        for name, line in lines.items()
    ]


def answers() -> bool:
    """Does the web server answer, whatever it says?"""
    host = config.address().partition("//")[2].rpartition(":")[0].strip("[]")
    connection = http.client.HTTPConnection(host, config.port_number(), timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
