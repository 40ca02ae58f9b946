"""The work of a pack: from what visitors see today to its next version."""

import gzip
import logging
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from errno import ENOSPC
from hashlib import sha256

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from django.utils.translation import override

from hub.packs import files
from hub.packs.contents import CONTRIBUTORS, Item, Kind, pictures
from hub.packs.contents.assets import assets, named_in
from hub.packs.models import OfflinePack
from hub.packs.problems import NotMade
from hub.shared.claims import LostClaim

logger = logging.getLogger(__name__)

# The claim is renewed as often as this, in seconds.
PULSE = 10


def make(pack: OfflinePack) -> None:
    """Make the pack that was claimed and show it; or note why it could not be made.

    What visitors have stays until all files of the new version are there.
    """
    began = time.monotonic()
    try:
        made = _collected(pack)
        pack.show(
            files=made.files,
            counts=dict(made.counts),
            size=made.size,
            made=timezone.now(),
            seconds=round(time.monotonic() - began, 2),
        )
        files.remove_strays()
    except LostClaim:
        logger.info("offline pack %s: it is made by another, or not wanted", pack.pk)
    except NotMade as error:
        logger.error("offline pack %s: %s", pack.pk, error)
        pack.give_up(error.problem)
    except (InterfaceError, OperationalError):
        # Nothing can be noted now; the lease runs out and the sweeper rings again.
        raise
    except Exception as error:
        logger.exception("offline pack %s", pack.pk)
        is_full = isinstance(error, OSError) and error.errno == ENOSPC
        problems = OfflinePack.Problem
        pack.give_up(problems.DISK_FULL if is_full else problems.PAGE)


@dataclass
class Made:
    """A version as it grows: its manifest, and what there is in it."""

    files: dict[str, list] = field(default_factory=dict)
    counts: Counter = field(default_factory=Counter)
    size: int = 0

    def add(self, item: Item) -> None:
        content = item.content
        if item.is_text:
            content = gzip.compress(content, 9, mtime=0)
        fits = self.size + len(content) <= settings.HUB_PACK_MAX_BYTES
        if item.kind is Kind.PICTURE and not fits:
            return
        digest = (
            files.keep(content)
            if files.is_kept(item.address)
            else sha256(content).hexdigest()
        )
        told = [digest, len(content), item.content_type, int(item.is_text)]
        self.files[item.address] = told
        self.size += len(content)
        if item.kind is not Kind.PART:
            self.counts[item.kind.value] += 1


def _collected(pack: OfflinePack) -> Made:
    made, held = Made(), time.monotonic()
    with override(pack.language):
        for item in _items(pack):
            made.add(item)
            if time.monotonic() - held > PULSE:
                held = time.monotonic()
                pack.hold()
    return made


def _items(pack: OfflinePack) -> Iterator[Item]:
    """What the contributors give, the static files that it names, then pictures."""
    named: set[str] = set()
    for contribute in CONTRIBUTORS:
        for item in contribute(pack.group):
            if item.is_text:
                named |= named_in(item.content)
            yield item
    yield from assets(named)
    yield from pictures(pack.group)
