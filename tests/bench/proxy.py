"""What nginx pays for a kept page, beside a static file of the same size.

CPU seconds of nginx's own processes as the kernel counts them, so that the client's
slowness does not blur the ratio. It asks loopback only, a fixed number of times.
"""

import os
import socket
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from ops.config import free_port
from ops.nginx import program, write_configuration
from tests.bench.imaging import Row

REQUESTS = 6000
ROUNDS = 5
# As a place list is, before compression.
PAGE = b"<p>" + b"a place " * 5000
TICKS = os.sysconf("SC_CLK_TCK")
WANTED = 0.6


class Portal(BaseHTTPRequestHandler):
    """Answers once with a public page; the rest is nginx's."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(PAGE)))
        self.send_header("X-Accel-Expires", "600")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *arguments):
        """Say nothing."""


def run() -> list[Row]:
    nginx = program()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        static = folder / "static"
        static.mkdir()
        # nginx started by root reads files as another user.
        folder.chmod(0o755)
        (static / "page.html").write_bytes(PAGE)
        portal = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
        threading.Thread(target=portal.serve_forever, daemon=True).start()
        port = free_port()
        path = write_configuration(
            folder, portal=f"127.0.0.1:{portal.server_port}", port=port, static=static
        )
        server = subprocess.Popen([nginx, "-e", folder / "early.log", "-c", path])
        try:
            return [
                row(server.pid, port, "page", "/bg/places/"),
                row(server.pid, port, "tile", "/tiles/places/7/72/47.mvt"),
            ]
        finally:
            server.terminate()
            server.wait()
            portal.shutdown()


def row(pid: int, port: int, kind: str, address: str) -> Row:
    taken: dict[str, list[float]] = {"/static/page.html": [], address: []}
    for path in taken:
        ask(port, path, 50)
    for _round in range(ROUNDS):
        for path, times in taken.items():
            before = cpu_of(pid)
            ask(port, path, REQUESTS)
            times.append((cpu_of(pid) - before) / REQUESTS)
    static, page = (median(times) for times in taken.values())
    value = f"{static / page:.2f} × ({1e6 * static:.0f} µs / {1e6 * page:.0f} µs)"
    what = f"nginx: static file's CPU to a kept {kind}'s"
    return Row(what, value, f"≥ {WANTED} ×", static / page >= WANTED)


def cpu_of(pid: int) -> float:
    """CPU seconds of the process and its children, living ones included."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ticks = 0
    for each in (pid, *children):
        fields = Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def ask(port: int, path: str, times: int) -> None:
    """Ask so often over one kept connection; nginx closes it now and then."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    done = 0
    while done < times:
        with _connected(port) as connection, connection.makefile("rb") as answers:
            done += _ask_on(connection, answers, request, times - done)


def _connected(port: int) -> socket.socket:
    for _attempt in range(100):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=10)
        except ConnectionRefusedError:
            time.sleep(0.05)
    message = "nginx did not start."
    raise RuntimeError(message)


def _ask_on(connection, answers, request: bytes, times: int) -> int:
    for done in range(times):
        connection.sendall(request)
        length, closes = 0, False
        if b" 200 " not in answers.readline():
            message = "nginx did not answer with 200."
            raise RuntimeError(message)
        while (line := answers.readline().lower()) not in (b"\r\n", b""):
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            closes = closes or line.startswith(b"connection: close")
        answers.read(length)
        if closes:
            return done + 1
    return times
