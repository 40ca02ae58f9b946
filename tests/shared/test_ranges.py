"""Parts of a file, as RFC 9110 tells them."""

import pytest
from django.test import RequestFactory

from hub.shared.ranges import ranged_file

# An answer that is closed looks after the connections, as on the server.
pytestmark = pytest.mark.django_db

CONTENT = bytes(range(200)) * 1000
SIZE = len(CONTENT)
ETAG = '"v1"'


@pytest.fixture
def ask(tmp_path):
    """Ask for the file; get the answer and its bytes."""
    path = tmp_path / "file"
    path.write_bytes(CONTENT)

    def answer(method="get", **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        request = getattr(RequestFactory(), method)("/", headers=headers)
        found = ranged_file(request, path, etag=ETAG, content_type="a/b")
        content = b"".join(found)
        found.close()
        return found, content

    return answer


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-126", 0, 126),
        ("bytes=150000-", 150_000, SIZE - 1),
        ("bytes=-500", SIZE - 500, SIZE - 1),
        (f"bytes=-{SIZE + 1}", 0, SIZE - 1),
        (f"bytes={SIZE - 1}-{SIZE + 99}", SIZE - 1, SIZE - 1),
        ("Bytes = 5 - 9", 5, 9),
    ],
)
def test_one_part_is_sent_alone(ask, asked, first, last):
    answer, content = ask(range=asked)

    assert answer.status_code == 206
    assert content == CONTENT[first : last + 1]
    assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert answer["Content-Length"] == str(last - first + 1)
    assert (answer["ETag"], answer["Content-Type"]) == (ETAG, "a/b")


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=-0", f"bytes={'9' * 19}-"])
def test_part_behind_the_end_is_refused(ask, asked):
    answer, content = ask(range=asked)

    assert (answer.status_code, content) == (416, b"")
    assert answer["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes",
        "bytes=-",
        "bytes=9-5",
        "bytes=a-b",
        "bytes=٣-٤",
        "bytes=1-2,5-6",
        "items=0-5",
        "bytes=--5",
        f"bytes={'9' * 5000}-",
    ],
)
def test_what_is_no_range_is_passed_over(ask, asked):
    answer, content = ask(range=asked)

    assert (answer.status_code, content) == (200, CONTENT)
    assert answer["Content-Length"] == str(SIZE)
    assert answer["Accept-Ranges"] == "bytes"


def test_part_of_another_version_is_not_sent(ask):
    assert ask(range="bytes=0-9", if_range=ETAG)[0].status_code == 206
    for known in ('"v0"', 'W/"v1"', "Sat, 21 Nov 2026 10:00:00 GMT"):
        answer, content = ask(range="bytes=0-9", if_range=known)
        assert (answer.status_code, content) == (200, CONTENT)


def test_reader_who_has_the_file_gets_no_second_copy(ask):
    answer, content = ask(range="bytes=0-9", if_none_match=ETAG)

    assert (answer.status_code, content) == (304, b"")
    assert answer["ETag"] == ETAG


def test_head_tells_the_size_and_takes_no_range(ask):
    answer, content = ask("head", range="bytes=0-9")

    assert (answer.status_code, content) == (200, b"")
    assert answer["Content-Length"] == str(SIZE)


def test_large_part_is_sent_piece_by_piece(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    request = RequestFactory().get("/", headers={"Range": "bytes=1-199999"})

    answer = ranged_file(request, path, etag=ETAG, content_type="a/b")

    assert [len(piece) for piece in answer] == [65536, 65536, 65536, 3391]
    answer.close()
