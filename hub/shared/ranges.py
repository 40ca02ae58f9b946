"""Files of which readers fetch parts (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

CHUNK = 64 * 1024
# One range: "bytes=0-99", "bytes=100-", "bytes=-100".
RANGE = re.compile(r"bytes\s*=\s*(\d{0,19})\s*-\s*(\d{0,19})", re.ASCII | re.IGNORECASE)


class OutsideFile(Exception):
    """The range asked for begins behind the end."""


def ranged_file(
    request: HttpRequest, path: Path, *, etag: str, content_type: str
) -> HttpResponseBase:
    """The whole file, or the one part asked for; never more than a piece in memory.

    A header that is no range, or several ranges, are passed over, as the RFC allows:
    the whole file comes. `etag` must be strong and stand for these very bytes.
    """
    size = path.stat().st_size
    try:
        part = _part_asked_for(request, etag, size)
    except OutsideFile:
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    if _is_known(request, etag):
        response = HttpResponseNotModified()
    else:
        response = _response(request, path, part or range(size))
        response["Content-Type"] = content_type
        if part:
            response.status_code = 206
            response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return response


def _is_known(request: HttpRequest, etag: str) -> bool:
    known = request.headers.get("If-None-Match", "")
    return etag in known or known.strip() == "*"


def _part_asked_for(request: HttpRequest, etag: str, size: int) -> range | None:
    """The bytes asked for; `None`: all of them."""
    # What the reader has is of another version, or of a date, which we do not tell.
    is_outdated = request.headers.get("If-Range", etag).strip() != etag
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or is_outdated or not asked:
        return None
    first, last = asked.groups()
    if not first:
        return _last_bytes(last, size)
    start = int(first)
    stop = min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    if start >= size:
        raise OutsideFile
    return range(start, stop)


def _last_bytes(length: str, size: int) -> range | None:
    if not length:
        return None
    if int(length) == 0 or size == 0:
        raise OutsideFile
    return range(max(0, size - int(length)), size)


def _response(request: HttpRequest, path: Path, part: range) -> HttpResponseBase:
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse()
    else:
        response = StreamingHttpResponse(PartOfFile(path, part))
    response["Content-Length"] = str(len(part))
    return response


class PartOfFile:
    """Some bytes of a file, piece by piece; the server closes it, read or not."""

    def __init__(self, path: Path, part: range) -> None:
        self.file, self.part = path.open("rb"), part

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.part.start)
        left = len(self.part)
        while left and (piece := self.file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        self.file.close()
