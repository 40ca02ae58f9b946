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
from functools import cache
from io import BufferedReader, BytesIO, RawIOBase
from itertools import count
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit
from uuid import uuid4

from tests.bench.imaging import Row

ROOT = Path(__file__).resolve().parents[2]
# A phone's 12-megapixel JPEG, and the largest file there may be.
SIZES = (6_000_000, 24_000_000)
MOST_CPU, MOST_GROWTH = 0.3, 4_000_000
# A full form: so many photos of this size, by the photo form and by the form of
# interest in turns; the middle turn counts. One woman says in both who she is, how she
# is reached, where it is and what it is called; each sending is another's.
FULL, FULL_SIZE, SENDINGS = 10, 2_000_000, 25
MOST_TIMES = 1.0
BOUNDARY = "megdan-bench"
SENDERS = count(1)
SHARE, INTEREST = "/bg/share/", "/bg/interest/"
SAID = {
    "author": "sender",
    "rights": "by-sa",
    "credit_kind": "none",
    "consent": "on",
    "place_text": "Белчин",
}
WHAT, WHO, ADDRESS = "Воденица", "Мария", "{}@example.org"
FIELDS = {
    SHARE: {**SAID, "caption": WHAT, "sender_name": WHO, "contact": ADDRESS},
    INTEREST: {
        **SAID,
        "title": WHAT,
        "kind": "landmark",
        "role": "owner",
        "sender_name": WHO,
        "email": ADDRESS,
        "photos_consent": "on",
    },
}
# Nobody fills in a form in less.
FILLED_IN_SECONDS = 60


def run() -> list[Row]:
    few, many = (_child("one", size) for size in SIZES)
    grown = many["memory"] - few["memory"]
    full = _child("full", FULL_SIZE)
    share, interest = full[SHARE], full[INTEREST]
    return [
        Row(
            f"Web process: a form of interest with {FULL} photos, CPU",
            f"{interest / share:.3f} × ({1000 * interest:.0f} / {1000 * share:.0f} ms)",
            f"≤ {MOST_TIMES} × the photo form",
            interest <= MOST_TIMES * share,
        ),
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


def _child(what: str, size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.upload", what, str(size)]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE
        )
    return json.loads(done.stdout.splitlines()[-1])


class Body(RawIOBase):
    """A multipart body that is made while it is read: it is nowhere held whole."""

    def __init__(self, parts: list[bytes | int]) -> None:
        self.parts: list[BytesIO | int] = [
            one if isinstance(one, int) else BytesIO(one) for one in parts
        ]
        sizes = (one if isinstance(one, int) else len(one) for one in parts)
        self.length = sum(sizes)

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


def _application():
    import django  # noqa: PLC0415 -- in the child only
    from django.core.management import call_command  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)

    from partners.models import ActionGroup  # noqa: PLC0415
    from tests.factories import ActionGroupFactory  # noqa: PLC0415

    if not ActionGroup.objects.published().exists():
        # Other parts make theirs in the same database.
        ActionGroupFactory(slug="upload")
    return get_wsgi_application()


def _one(application, size: int) -> dict[str, float]:
    """One photo by the photo form: CPU in seconds, memory more in bytes."""
    _taken(application, SHARE, 100_000, 1)
    before = _peak()
    cpu = _taken(application, SHARE, size, 1)
    return {"cpu": cpu, "memory": _peak() - before}


def _full(application, size: int) -> dict[str, float]:
    """Ten photos by each form: CPU in seconds."""
    for page in FIELDS:
        _taken(application, page, 100_000, FULL)
    turns = [
        [_taken(application, page, size, FULL) for page in FIELDS]
        for _turn in range(SENDINGS)
    ]
    return dict(zip(FIELDS, map(median, zip(*turns, strict=True)), strict=True))


def _taken(application, page: str, size: int, photos: int) -> float:
    """How much CPU it takes in seconds; the answer must be a receipt."""
    started = time.process_time()
    location = _send(application, page, size, photos)
    taken = time.process_time() - started
    if not {"receipts", "sent"} & set(urlsplit(location).path.split("/")):
        message = f"The form answered with {location!r}."
        raise RuntimeError(message)
    return taken


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _send(application, page: str, size: int, photos: int) -> str:
    from django.core import signing  # noqa: PLC0415

    from hub.shared.signed_form import KEY_SALT  # noqa: PLC0415

    sender = next(SENDERS)
    opened = int(time.time()) - FILLED_IN_SECONDS
    key = signing.dumps([uuid4().hex, opened], salt=KEY_SALT)
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="'
    fields = {"key": key, **FIELDS[page]}
    parts: list[bytes | int] = [
        f'{part}{name}"\r\n\r\n{value.format(sender)}\r\n'.encode()
        for name, value in fields.items()
    ]
    start, end = _jpeg_start(), _jpeg_end()
    for number in range(photos):
        about = f'photos"; filename="{number}.jpg"\r\nContent-Type: image/jpeg'
        parts += [f"{part}{about}\r\n\r\n".encode() + start, size, end + b"\r\n"]
    body = Body([*parts, f"--{BOUNDARY}--\r\n".encode()])
    answer: list = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": page,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": f"10.{sender // 250}.{sender % 250}.1",
        "HTTP_ACCEPT_LANGUAGE": "bg",
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


@cache
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
    if sys.argv[1:]:
        measure = {"one": _one, "full": _full}[sys.argv[1]]
        print(json.dumps(measure(_application(), int(sys.argv[2]))))
    else:
        for row in run():
            print(row.what, row.value, row.wanted, row.met, sep=" | ")
