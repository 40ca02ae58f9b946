"""The real nginx with our configuration, before a small stand-in for the portal."""

import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ops.config import free_port
from ops.nginx import program, write_configuration
from tests.faults.programs import until


class Portal(BaseHTTPRequestHandler):
    """Answers as the portal does; the number of the answer is its content."""

    answered = 0
    posted = 0
    seen: list[str | None] = []

    def do_GET(self):
        Portal.answered += 1
        Portal.seen.append(self.headers.get("X-Forwarded-For"))
        content = f"answer {Portal.answered:03}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        if "private" not in self.path:
            self.send_header("Cache-Control", "public, max-age=0, must-revalidate")
            self.send_header("X-Accel-Expires", "30")
        if "cookie" in self.path:
            self.send_header("Set-Cookie", "a=b")
        self.end_headers()
        self.wfile.write(content)

    def do_POST(self):
        Portal.posted += 1
        size = int(self.headers["Content-Length"])
        while size:
            size -= len(self.rfile.read(min(size, 1 << 20)))
        self.do_GET()

    def log_message(self, *arguments):
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def nginx(folder):
    """The address of a running nginx."""
    (folder / "static").mkdir()
    (folder / "static" / "a.css").write_text("p { color: red }")
    (folder / "basemap" / "public").mkdir(parents=True)
    (folder / "basemap" / "public" / "a-1.pmtiles").write_text("0123456789")
    (folder / "basemap" / "work").mkdir()
    (folder / "basemap" / "work" / "a-1.pmtiles").write_text("unfinished")
    portal = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    port = free_port()
    path = write_configuration(
        folder,
        portal=f"127.0.0.1:{portal.server_port}",
        port=port,
        static=folder / "static",
        basemap=folder / "basemap",
    )
    process = subprocess.Popen([program(), "-e", folder / "early.log", "-c", path])
    address = f"http://127.0.0.1:{port}"
    wait_for(address)
    yield address
    process.terminate()
    process.wait()
    portal.shutdown()
    portal.server_close()


def wait_for(address):
    def answers():
        try:
            return fetch(f"{address}/healthz")
        except OSError:
            return ""

    until(answers)


def fetch(address, data=None, **headers):
    asked = urllib.request.Request(address, data, headers)
    with urllib.request.urlopen(asked) as answer:
        return answer.read().decode()


@pytest.mark.parametrize(
    "path", ["/bg/places/", "/media/photos/a-320.webp", "/tiles/places/0/0/0.mvt"]
)
def test_public_answer_is_given_again_from_the_store(nginx, path):
    assert fetch(nginx + path) == fetch(nginx + path)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/places/photo/",
        "/bg/share/",
        "/el/receipts/abc/",
        "/healthz",
        "/uploads/abc/",
        "/bg/private/",
        "/bg/cookie/",
    ],
)
def test_personal_answer_is_never_kept(nginx, path):
    assert fetch(nginx + path) != fetch(nginx + path)


def test_log_holds_no_address_that_opens_something(nginx, folder):
    parts = ["/el/receipts/", "/bg/takedown/", "/bg/events/tell/"]
    parts += ["/ro/mail/", "/uploads/"]
    paths = [f"{part}SeCrEt/" for part in parts]

    for path in [*paths, "/bg/receipts/", "/bg/places/logged-7/"]:
        fetch(nginx + path)

    lines = [line.split('"')[1] for line in logged_until(folder, "logged-7")]
    assert lines[-7:-2] == [f"GET {part}..." for part in parts]
    assert lines[-2:] == ["GET /bg/receipts/", "GET /bg/places/logged-7/"]


def logged_until(folder, mark):
    """The lines of the access log, which is written after the answer."""
    log = folder / "access.log"
    until(lambda: mark in log.read_text())
    return log.read_text().splitlines()


def test_part_of_a_picture_is_sent_from_the_store(nginx):
    whole = fetch(f"{nginx}/media/photos/b-320.webp")

    part = fetch(f"{nginx}/media/photos/b-320.webp", Range="bytes=7-9")

    assert part == whole[7:]


def test_static_file_is_sent_without_the_portal(nginx):
    before = Portal.answered

    assert fetch(f"{nginx}/static/a.css") == "p { color: red }"
    assert Portal.answered == before


def test_visitor_cannot_choose_the_address_she_is_known_by(nginx):
    address = "203.0.113.9, 198.51.100.7"

    fetch(f"{nginx}/bg/private/", **{"X-Forwarded-For": address})

    assert Portal.seen[-1] == "198.51.100.7"


def test_portal_hears_of_a_piece_only_when_it_is_whole(nginx):
    port = int(nginx.rpartition(":")[2])
    before = Portal.posted
    with socket.create_connection(("127.0.0.1", port), timeout=60) as sender:
        sender.sendall(
            b"POST /uploads/abc/ HTTP/1.0\r\nContent-Length: 10\r\n\r\n12345"
        )
        time.sleep(0.3)
        assert Portal.posted == before

        sender.sendall(b"67890")
        assert b"answer" in sender.makefile("rb").read()
    assert Portal.posted == before + 1


def test_only_forms_take_large_uploads(nginx):
    content = bytes(5_000_000)

    assert "answer" in fetch(f"{nginx}/bg/share/", content)
    assert "answer" in fetch(f"{nginx}/uploads/abc/", content)
    with pytest.raises(urllib.error.HTTPError, match="413"):
        fetch(f"{nginx}/bg/places/", content)


def test_part_of_a_base_map_is_sent_without_the_portal(nginx):
    before = Portal.answered

    assert fetch(f"{nginx}/basemap/a-1.pmtiles", Range="bytes=2-4") == "234"
    with pytest.raises(urllib.error.HTTPError, match="416"):
        fetch(f"{nginx}/basemap/a-1.pmtiles", Range="bytes=10-")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetch(f"{nginx}/basemap/b-1.pmtiles")
    assert Portal.answered == before


@pytest.mark.parametrize("path", ["../work/a-1", "%2e%2e/work/a-1", "..%2fwork%2fa-1"])
def test_unfinished_base_map_is_out_of_reach(nginx, path):
    """What is no name of a base map is left to the portal, which knows none."""
    assert "unfinished" not in fetch(f"{nginx}/basemap/{path}.pmtiles")
