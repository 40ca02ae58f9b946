"""What it costs the web process to take a photograph: CPU and memory.

Each size is sent in a process of its own; the form is the real one, the answer the
receipt. `python -m tests.bench.upload` prints the table.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.imaging import Row

ROOT = Path(__file__).resolve().parents[2]
# A phone's 12-megapixel JPEG, and the largest file there may be.
SIZES = (6_000_000, 24_000_000)
MOST_CPU, MOST_GROWTH = 0.3, 4_000_000
BOUNDARY = "megdan-bench"


def run() -> list[Row]:
    few, many = (_child(size) for size in SIZES)
    grown = many["memory"] - few["memory"]
    return [
        Row(
            f"Web process: taking a photo of {SIZES[0] // 1_000_000} MB, CPU",
            f"{1000 * few['cpu']:.0f} ms",
            f"≤ {1000 * MOST_CPU:.0f} ms",
            few["cpu"] <= MOST_CPU,
        ),
        Row(
            f"Web process: memory more for {SIZES[1] // 1_000_000} MB",
            f"{max(grown, 0) / 1e6:.1f} MB",
            "does not grow with the file",
            grown <= MOST_GROWTH,
        ),
    ]


def _child(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.upload", "child", str(size)]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True
        )
    return json.loads(done.stdout.splitlines()[-1])


class Body(RawIOBase):
    """A multipart body that is made while it is read: it is nowhere held whole."""

    def __init__(self, head: bytes, size: int, tail: bytes) -> None:
        self.parts: list[BytesIO | int] = [BytesIO(head), size, BytesIO(tail)]
        self.length = len(head) + size + len(tail)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while self.parts:
            part = self.parts[0]
            if isinstance(part, int):
                piece = os.urandom(min(part, len(buffer)))
                self.parts[0] = part - len(piece)
            else:
                piece = part.read(len(buffer))
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
            self.parts.pop(0)
        return 0


def _measure(size: int) -> None:
    import django  # noqa: PLC0415 -- in the child only
    from django.core.management import call_command  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    application = get_wsgi_application()
    _send(application, 100_000)
    before, started = _peak(), time.process_time()
    location = _send(application, size)
    taken = time.process_time() - started
    if "/receipts/" not in urlsplit(location).path:
        message = f"The form answered with {location!r}."
        raise RuntimeError(message)
    print(json.dumps({"cpu": taken, "memory": _peak() - before}))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _send(application, size: int) -> str:
    from interest_forms.forms import new_form_key  # noqa: PLC0415

    fields = {
        "key": new_form_key(),
        "author": "sender",
        "rights": "by-sa",
        "credit_kind": "none",
        "consent": "on",
    }
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="'
    head = "".join(
        f'{part}{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    )
    head += f'{part}photos"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    tail = _jpeg_end() + f"\r\n--{BOUNDARY}--\r\n".encode()
    body = Body(head.encode() + _jpeg_start(), size, tail)
    answer: list = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/bg/share/",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": str(body.length),
        "wsgi.url_scheme": "http",
        "wsgi.input": BufferedReader(body),
        "wsgi.errors": sys.stderr,
    }
    pieces = application(environ, lambda *start: answer.extend(start))
    b"".join(pieces)
    pieces.close()
    return dict(answer[1]).get("Location", answer[0])


def _picture() -> bytes:
    from PIL import Image  # noqa: PLC0415

    file = BytesIO()
    Image.new("RGB", (4000, 3000), "#557733").save(file, "JPEG")
    return file.getvalue()


def _jpeg_start() -> bytes:
    return _picture()[:-2]


def _jpeg_end() -> bytes:
    return b"\xff\xd9"


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        _measure(int(sys.argv[2]))
    else:
        for row in run():
            print(row.what, row.value, row.wanted, row.met, sep=" | ")
