"""Photographs on their way in: streamed to the store of originals, never held whole."""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from places.actions import KeptFile
from places.photos.headers import Fault, UnreadableImage, read_header
from places.photos.originals import Incoming

KEPT_SALT = "interest_forms.kept-file"
# A file that came with a form which was not accepted waits so long for the next try.
KEPT_SECONDS = 24 * 60 * 60
# All files of a form, and what a browser adds around them.
LONGEST_BODY = (settings.HUB_PHOTOS_PER_FORM + 1) * settings.HUB_PHOTO_MAX_BYTES
READ_AWAY_SECONDS = 60
READ_AWAY_BYTES = 256 * 1024


@dataclass(frozen=True)
class ReceivedPhoto:
    """A file as it came: kept as an original, or refused with the fault."""

    name: str
    kept: KeptFile | None
    fault: str = ""


class PhotoUpload(UploadedFile):
    """What the form gets to see of an upload: no bytes, only what became of them."""

    def __init__(self, received: ReceivedPhoto, size: int):
        super().__init__(name=received.name, size=size)
        self.received = received


class OriginalUploadHandler(FileUploadHandler):
    """Writes each file to the store of originals while it arrives."""

    # Set while a file is arriving.
    incoming: Any = None
    # The whole form is longer than any of ours can be: it was not read.
    is_too_much = False

    def handle_raw_input(
        self,
        input_data,
        META,  # noqa: N803 -- Django's name
        content_length,
        boundary,
        encoding=None,
    ):
        if content_length > LONGEST_BODY:
            self.is_too_much = True
            _read_away(input_data)
            return QueryDict(), MultiValueDict()
        return None

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.incoming = Incoming()

    def receive_data_chunk(self, raw_data, start):
        # A file that is too large is read to its end, so that the form can say so.
        if start + len(raw_data) <= settings.HUB_PHOTO_MAX_BYTES:
            self.incoming.write(raw_data)

    def file_complete(self, file_size):
        received = received_photo(self.incoming, self.file_name, file_size)
        self.incoming = None
        return PhotoUpload(received, file_size)

    def upload_interrupted(self):
        if self.incoming is not None:
            self.incoming.drop()
            self.incoming = None


def _read_away(body: Any) -> None:
    """Take what is sent and forget it: a browser reads no answer before it has sent.

    Within reason: whoever sends for longer is cut off.
    """
    until = time.monotonic() + READ_AWAY_SECONDS
    while body.read(READ_AWAY_BYTES) and time.monotonic() < until:
        pass


def received_photo(incoming: Incoming, name: str, size: int) -> ReceivedPhoto:
    """Keep the file if its header is that of a picture we take.

    After an `OSError`, of a full disk for example, it is still the caller's to drop.
    """
    if size > settings.HUB_PHOTO_MAX_BYTES:
        incoming.drop()
        return ReceivedPhoto(name, None, "too_large")
    try:
        header = read_header(incoming.path)
    except UnreadableImage as problem:
        incoming.drop()
        return ReceivedPhoto(name, None, problem.fault)
    digest = incoming.keep()
    return ReceivedPhoto(name, KeptFile(digest, size, header.kind, name[:200]))


def fault_text(fault: str) -> str:
    """What is wrong with a file, and what to do about it, in the reader's language."""
    texts = {
        "too_large": _("The file is larger than 25 MB. Send a smaller copy."),
        Fault.EMPTY: _("The file is empty. Choose the photo again."),
        Fault.UNSUPPORTED: _(
            "We take JPEG, PNG, WebP, HEIC and AVIF pictures. Save it as one of these."
        ),
        Fault.NOT_AN_IMAGE: _("This file is not a picture. Choose a photo."),
        Fault.TRUNCATED: _("The file is cut off. Choose the photo again."),
        Fault.TOO_MANY_PIXELS: _(
            "The picture has too many pixels. Send a smaller copy."
        ),
    }
    return texts.get(fault, _("The file is damaged. Send another copy of it."))


def signed(file: KeptFile) -> str:
    """A kept file as text that a form can carry and nobody can forge."""
    values = [file.sha256, file.size, file.format, file.name]
    return signing.dumps(values, salt=KEPT_SALT, compress=True)


def unsigned(text: str) -> KeptFile | None:
    """The kept file again; `None` for a text that is not ours or too old."""
    try:
        return KeptFile(*signing.loads(text, salt=KEPT_SALT, max_age=KEPT_SECONDS))
    except signing.BadSignature:
        return None
