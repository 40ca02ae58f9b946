"""The life of an upload: begun, pieces put behind one another, whole or given up.

Bytes first, row second, answer third. A row is locked only while bytes that are here
already are written, never while a line is waited for.
"""

import time
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from hub.shared.text import normalise
from interest_forms.models import Upload
from interest_forms.models.uploads import NAME_LENGTH, new_expiry
from interest_forms.uploads import ReceivedPhoto, received_photo
from places.photos import partials
from places.photos.headers import HEAD_BYTES, UnreadableImage, kind_of
from places.photos.originals import Incoming

# What came is put away at the latest after so many bytes or seconds: a server that is
# killed forgets no more.
MOST_BYTES = 256 * 1024
MOST_SECONDS = 1
# Of a read that a broken line interrupts, everything is lost: slow lines are read in
# small steps. A second at 64 kbit/s.
LEAST_STEP = 8 * 1024
MOST_STEP = 64 * 1024
QUICK_SECONDS = 0.05
# So many bytes tell that a file is no picture at all.
MAGIC_BYTES = 12


class Moved(Exception):
    """The upload is not where the sender believes: somebody else has sent, too."""


def begin(
    *, form: uuid.UUID, name: str, metadata: str, length: int, client_key: str
) -> Upload:
    """Prepare for a file of so many bytes."""
    upload = Upload(
        form=form,
        name=normalise(name)[:NAME_LENGTH],
        metadata=metadata,
        length=length,
        client_key=client_key,
    )
    partials.begin(upload.token)
    upload.save()
    return upload


def receive(upload: Upload, body: Any) -> None:
    """Put what comes behind what is there; a line that breaks is an end like others.

    Of two that send at once the one whose bytes are put away first goes on.
    """
    waiting, since = bytearray(), time.monotonic()
    for piece in _arriving(body):
        waiting += piece
        late = time.monotonic() - since >= MOST_SECONDS
        if late or len(waiting) >= MOST_BYTES:
            _put(upload, bytes(waiting))
            if upload.fault:
                return
            waiting.clear()
            since = time.monotonic()
    if waiting:
        _put(upload, bytes(waiting))


def _arriving(body: Any) -> Iterator[bytes]:
    """What comes, in steps that grow as long as the line is quick."""
    step = LEAST_STEP
    while True:
        began = time.monotonic()
        try:
            piece = body.read(step)
        except OSError:
            return
        if not piece:
            return
        is_quick = time.monotonic() - began < QUICK_SECONDS
        yield piece
        step = min(2 * step, MOST_STEP) if is_quick else LEAST_STEP


@transaction.atomic
def _put(upload: Upload, piece: bytes) -> None:
    """The change locks the row; others see it when the bytes are on the disk."""
    before, after, expires = upload.offset, upload.offset + len(piece), new_expiry()
    there = Upload.objects.filter(pk=upload.pk, offset=before).unsettled()
    if not there.update(offset=after, expires=expires):
        raise Moved
    partials.write(upload.token, before, piece)
    upload.offset, upload.expires = after, expires
    if before < MAGIC_BYTES <= after:
        upload.fault = _fault_at_first_sight(upload)
        upload.save(update_fields=["fault"])


def _fault_at_first_sight(upload: Upload) -> str:
    head = b"".join(partials.read(upload.token, min(upload.offset, HEAD_BYTES)))
    try:
        kind_of(head)
    except UnreadableImage as problem:
        return problem.fault
    return ""


def settle(upload: Upload) -> Upload:
    """Make an upload that is whole an original, unless that is done already."""
    if upload.offset < upload.length or upload.is_settled:
        return upload
    with transaction.atomic():
        row = Upload.objects.select_for_update().get(pk=upload.pk)
        if not row.is_settled:
            received = _kept(row)
            row.fault = received.fault
            if received.kept:
                row.sha256, row.format = received.kept.sha256, received.kept.format
            row.save(update_fields=["sha256", "format", "fault"])
    partials.remove(row.token)
    return row


def _kept(upload: Upload) -> ReceivedPhoto:
    """A copy is kept: nobody can have the original open for writing."""
    incoming = Incoming()
    try:
        for piece in partials.read(upload.token, upload.length):
            incoming.write(piece)
        return received_photo(incoming, upload.name, upload.length)
    except OSError:
        incoming.drop()
        raise


def remove(upload: Upload) -> bool:
    """Forget the upload, unless somebody else just did."""
    deleted, _kinds = Upload.objects.filter(pk=upload.pk).delete()
    partials.remove(upload.token)
    return bool(deleted)
