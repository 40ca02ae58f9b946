"""A real web server and senders who pause, break off and come at once. It dies, too."""

import http.client
import json
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from hub.shared.signed_form import new_form_key
from interest_forms.models import Upload
from interest_forms.uploads import unsigned
from places.photos.originals import path_of
from tests.faults.programs import until
from tests.interest_forms.resumable.tus import PIECE, VERSION, about
from tests.originals import noise
from tests.slow_line import SlowLine

SEND = Path(__file__).with_name("send.mjs")
pytestmark = pytest.mark.django_db(transaction=True)


class Connection(http.client.HTTPConnection):
    """A sender that may stop in the middle of a piece."""

    def __init__(self, port):
        super().__init__("127.0.0.1", port, timeout=120)

    def begin(self, length):
        described = about(key=new_form_key(), filename="a.jpg")
        headers = {"Upload-Length": str(length), "Upload-Metadata": described}
        self.request("POST", "/uploads/", headers={**VERSION, **headers})
        return self.answer().headers["Location"]

    def patch(self, url, offset, length, begin=b""):
        """Announce a piece of this length, and send its beginning."""
        self.putrequest("PATCH", url)
        headers = {"Content-Type": PIECE, "Content-Length": length, **VERSION}
        for name, value in {**headers, "Upload-Offset": offset}.items():
            self.putheader(name, str(value))
        self.endheaders(begin)

    def offset(self, url):
        self.request("HEAD", url, headers=VERSION)
        return int(self.answer().headers["Upload-Offset"])

    def answer(self):
        answer = self.getresponse()
        answer.read()
        return answer


@pytest.fixture
def connect(web_server):
    """Another sender."""
    made = []

    def connection():
        made.append(Connection(web_server.port))
        return made[-1]

    yield connection
    for each in made:
        each.close()


def test_independent_client_uploads_through_a_pause_and_a_server_that_dies(
    web_server, tmp_path
):
    photo = noise(3_000_000)
    (tmp_path / "photo").write_bytes(photo)
    with SlowLine(web_server.port, rate=1_000_000) as line:
        endpoint = f"http://127.0.0.1:{line.port}/uploads/"
        client = subprocess.Popen(  # noqa: S603 -- our own program
            [shutil.which("node"), SEND, endpoint, new_form_key(), tmp_path / "photo"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert client.stdout.readline() == "paused\n"
        until(lambda: Upload.objects.filter(offset__gt=len(photo) // 2).exists())
        web_server.kill()
        time.sleep(0.5)
        web_server.start()
        told = json.loads(client.communicate(timeout=180)[0])

    upload = Upload.objects.get()
    assert told["url"].endswith(f"/uploads/{upload.token}/")
    assert path_of(upload.sha256).read_bytes() == photo
    assert upload.name == "мост.jpg"


def test_what_came_before_the_line_broke_is_kept(connect):
    photo = noise(500_000)
    sender = connect()
    url = sender.begin(len(photo))

    sender.patch(url, 0, len(photo), photo[:200_000])
    sender.close()

    until(lambda: connect().offset(url) == 200_000)


def test_server_that_is_killed_knows_what_it_had(connect, web_server):
    photo = noise(1_000_000)
    sender = connect()
    url = sender.begin(len(photo))
    sender.patch(url, 0, len(photo), photo[:700_000])
    until(lambda: Upload.objects.get().offset > 0)

    web_server.kill()
    web_server.start()

    offset = connect().offset(url)
    assert 0 < offset <= 700_000
    again = connect()
    again.patch(url, offset, len(photo) - offset, photo[offset:])
    assert again.answer().status == 204
    again.request("GET", url)
    file = unsigned(json.loads(again.getresponse().read())["kept"])
    assert path_of(file.sha256).read_bytes() == photo


def test_sender_who_comes_back_is_not_kept_out_by_her_dead_line(connect):
    photo = noise(100_000)
    dead = connect()
    url = dead.begin(len(photo))
    dead.patch(url, 0, len(photo), photo[:500])

    back = connect()
    back.patch(url, back.offset(url), len(photo), photo)

    assert back.answer().status == 204
    assert back.offset(url) == len(photo)


def test_of_many_who_send_one_piece_at_once_one_wins(connect):
    photo = noise(100_000)
    url = connect().begin(len(photo))
    statuses, start = [], threading.Barrier(6)

    def send():
        sender = connect()
        start.wait()
        sender.patch(url, 0, len(photo), photo)
        statuses.append(sender.answer().status)

    threads = [threading.Thread(target=send) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)

    assert sorted(statuses) == [204, 409, 409, 409, 409, 409]
    assert path_of(Upload.objects.get().sha256).read_bytes() == photo
