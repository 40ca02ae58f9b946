"""Loaded into the worker by its option `-I`: makes it stop or die within a photo.

A file `hold` in VAR_DIR makes it stop after the first rendition, and say so in `held`;
a file `poison-<sha256>` kills it with the photo of that hash.
"""

import os
import signal
import time
from pathlib import Path

from django.conf import settings

from places.photos import renditions

make_renditions = renditions.make_renditions


def make_or_die(source, target, **options):
    def watched(width, extension):
        path = target(width, extension)
        if extension == "webp":
            _stop_or_die(source.name)
        return path

    return make_renditions(source, watched, **options)


def _stop_or_die(digest: str) -> None:
    folder: Path = settings.VAR_DIR
    if (folder / f"poison-{digest}").exists():
        os.kill(os.getpid(), signal.SIGKILL)
    if (folder / "hold").exists():
        # Whole or not there: the other process may be held at the same time.
        note = folder / f"held-{os.getpid()}"
        note.write_text(str(os.getpid()))
        note.rename(folder / "held")
    while (folder / "hold").exists():
        time.sleep(0.05)


renditions.make_renditions = make_or_die
