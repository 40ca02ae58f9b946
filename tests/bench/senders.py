"""People far from any mast: photographs over lines that are slow and that break.

Everything goes through nginx and gunicorn as they are set up for a portal on the web,
on loopback. `python -m tests.bench.senders` prints the table.
"""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import quantiles

from ops.config import free_port
from ops.nginx import program, write_configuration
from tests.bench.imaging import Row
from tests.bench.proxy import cpu_of
from tests.slow_line import SlowLine

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
# 64 kbit/s, broken every 20 to 60 s: eight times as fast, so that 8 MB take two minutes
# instead of seventeen. Bytes, and what each break costs, stay in proportion.
FASTER = 8
RATE = FASTER * 64_000 / 8
BREAKS = (20 * RATE / FASTER, 60 * RATE / FASTER)
PIECE_MS = 5000 / FASTER
PHOTO = 8_000_000
MOST_SENT = 1.15
# Real time: 64 kbit/s each, and as much as such a line carries in half a minute.
SENDERS = 200
EACH = 240_000
# A page that no cache knows, so often a second.
ASKED = 10
QUIET_SECONDS = 15
MOST_SLOWER = 2
COUNT = count()
SEND = """
async ([size, head, key, pieceMs]) => {
  const { sendFile } = await import("/static/interest_forms/resumable.js");
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) {
    crypto.getRandomValues(bytes.subarray(at, at + 65536));
  }
  bytes.set(head);
  const blob = new Blob([bytes], { type: "image/jpeg" });
  return await sendFile(blob, { name: "a.jpg", key, pieceMs });
}
"""


def run() -> list[Row]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    import django  # noqa: PLC0415 -- with the settings above
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    with portal() as (port, web):
        return [broken_line(port), *crowd(port, web)]


@contextmanager
def portal() -> Iterator[tuple[int, int]]:
    """nginx's port, and behind it gunicorn's process with two of four threads."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # nginx started by root reads files as another user.
        folder.chmod(0o755)
        inner, port = free_port(), free_port()
        environment = os.environ | {
            "VAR_DIR": str(folder / "var"),
            "PORT": str(inner),
            "WEB_CONCURRENCY": "2",
        }
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", "ops/gunicorn.conf.py"]
        path = write_configuration(
            folder, portal=f"127.0.0.1:{inner}", port=port, static=statics(folder)
        )
        servers = [
            subprocess.Popen(gunicorn, cwd=ROOT, env=environment),
            subprocess.Popen([program(), "-e", folder / "early.log", "-c", path]),
        ]
        try:
            wait_for(inner)
            wait_for(port)
            yield port, servers[0].pid
        finally:
            for server in servers:
                server.terminate()
            for server in servers:
                server.wait()


def statics(folder: Path) -> Path:
    """The sending module and what it imports, as they are published."""
    published = folder / "static" / "interest_forms"
    published.mkdir(parents=True)
    for name in ("resumable.js", "line.js"):
        shutil.copy(ROOT / "static" / "interest_forms" / name, published / name)
    return folder / "static"


def wait_for(port: int) -> None:
    for _attempt in range(200):
        try:
            ask(port, "/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = "the portal did not start"
    raise RuntimeError(message)


def ask(port: int, path: str) -> float:
    """How long the answer takes, in seconds."""
    started = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status >= 500:
        message = f"{path}: {answer.status}"
        raise OSError(message)
    return time.monotonic() - started


def broken_line(port: int) -> Row:
    """What the browser really sends, headers included, for one photograph."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from hub.shared.signed_form import new_form_key  # noqa: PLC0415

    head = list(jpeg_head())
    with SlowLine(port) as line, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{line.port}/healthz")
        line.break_down(rate=RATE, each=BREAKS)
        before = line.sent
        page.evaluate(SEND, [PHOTO, head, new_form_key(), PIECE_MS])
        share = (line.sent - before) / PHOTO
        browser.close()
    what = f"8 MB at {RATE / 125:.0f} kbit/s, {line.broken} breaks: sent / its size"
    return Row(what, f"{share:.3f}", f"≤ {MOST_SENT}", share <= MOST_SENT)


def jpeg_head() -> bytes:
    """What tells that the noise behind it is a photograph."""
    from tests.originals import drawn  # noqa: PLC0415

    return drawn()[:-2]


def crowd(port: int, web: int) -> list[Row]:
    """Two hundred at once, and how other visitors fare."""
    from hub.shared.signed_form import new_form_key  # noqa: PLC0415

    quiet = quiet_visits(port)
    began, before = time.monotonic(), cpu_of(web)
    senders = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.slow_senders", str(port), str(EACH)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    keys = (new_form_key() for _number in range(SENDERS))
    senders.stdin.write("\n".join([jpeg_head().hex(), *keys]))
    senders.stdin.close()
    busy = p95(visits(port, lambda: senders.poll() is None))
    used = (cpu_of(web) - before) / (time.monotonic() - began)
    whole = int(senders.stdout.read() or 0)
    # What else the machine does changes meanwhile: before and after count alike.
    usual = p95(quiet + quiet_visits(port))
    slower = busy / usual
    value = f"{slower:.2f} × ({1000 * busy:.0f} ms / {1000 * usual:.0f} ms)"
    return [
        Row(
            f"{SENDERS} senders at 64 kbit/s at once: photos that came whole",
            str(whole),
            str(SENDERS),
            whole == SENDERS,
        ),
        Row(
            "Meanwhile, p95 of an uncached page to the quiet one",
            value,
            f"≤ {MOST_SLOWER} ×",
            slower <= MOST_SLOWER,
        ),
        Row("Meanwhile, CPU of gunicorn, of one core", f"{100 * used:.0f} %"),
    ]


def quiet_visits(port: int) -> list[float]:
    until = time.monotonic() + QUIET_SECONDS
    return visits(port, lambda: time.monotonic() < until)


def visits(port: int, goes_on) -> list[float]:
    """How long each page took, asked for at a steady pace."""
    times = []
    while goes_on():
        times.append(ask(port, f"/bg/places/?q=&n={next(COUNT)}"))
        time.sleep(max(0, 1 / ASKED - times[-1]))
    return times


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


if __name__ == "__main__":
    for row in run():
        print(row.what, row.value, row.wanted, row.met, sep=" | ")
