"""The program tilemaker (FTWPL), run as a child that never outlives its parent.

Its profile beside this file is ours: `config.json` names the layers and their zooms,
`process.lua` says what of OpenStreetMap goes into which.
"""

import ctypes
import logging
import os
import re
import resource
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from places.basemap.problems import NotBuilt
from places.models import Basemap

logger = logging.getLogger(__name__)

PROFILE = Path(__file__).parent / "profile"
# A sign of life is passed on at least so often, in seconds.
PULSE = 1.0
# So much of its last words is kept.
LAST_WORDS = 2000
# It reads blocks of the extract, then writes tiles; the share of each, in per cent.
READING, WRITING = 30, 60
READS = re.compile(rb"Block (\d+)/(\d+)")
WRITES = re.compile(rb"writing tile (\d+) of (\d+)")
PR_SET_PDEATHSIG = 1

Problem = Basemap.Problem


def make_tiles(
    extract: Path, target: Path, store: Path, bbox: Sequence[float] | None
) -> Iterator[int]:
    """Write the tiles of the extract into an MBTiles file; yield percent done (0–90).

    `store` is a folder for what does not fit into memory. Who stops listening stops
    the program.
    """
    shutil.rmtree(store, ignore_errors=True)
    with _started(_command(extract, target, store, bbox)) as process:
        try:
            words = b""
            percent = 0
            for heard in _output_of(process):
                words = (words + heard)[-LAST_WORDS:]
                percent = max(percent, _percent(words))
                yield percent
        finally:
            process.kill()
            code = process.wait()
            shutil.rmtree(store, ignore_errors=True)
    if code != 0:
        logger.error(
            "tilemaker ended with %d: %s", code, words.decode(errors="replace")
        )
        raise NotBuilt(_problem(code, words))


def _command(
    extract: Path, target: Path, store: Path, bbox: Sequence[float] | None
) -> list[str]:
    options = {
        "--input": str(extract),
        "--output": str(target),
        "--store": str(store),
        "--config": str(PROFILE / "config.json"),
        "--process": str(PROFILE / "process.lua"),
    }
    if bbox:
        options["--bbox"] = ",".join(str(degrees) for degrees in bbox)
    return ["tilemaker", *(word for pair in options.items() for word in pair)]


def _started(command: list[str]) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(  # noqa: S603 -- words of ours and checked numbers
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=_as_a_child,  # noqa: PLW1509 -- a worker's process has one thread
        )
    except FileNotFoundError:
        raise NotBuilt(Problem.NO_TILEMAKER) from None


def _as_a_child() -> None:
    """Die with the worker; and its limit, meant for strangers' pictures, is lifted."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def _output_of(process: "subprocess.Popen[bytes]") -> Iterator[bytes]:
    """What it says, as it says it; nothing when it has been silent for a second."""
    pipe = process.stdout
    assert pipe is not None  # noqa: S101 -- asked for above
    while True:
        ready, _, _ = select.select([pipe], [], [], PULSE)
        heard = os.read(pipe.fileno(), 65536) if ready else b""
        if ready and not heard:
            process.wait()
            return
        yield heard


def _percent(words: bytes) -> int:
    if written := WRITES.findall(words):
        done, all_ = map(int, written[-1])
        return READING + WRITING * done // max(1, all_)
    if read := READS.findall(words):
        done, all_ = map(int, read[-1])
        return READING * done // max(1, all_)
    return 0


def _problem(code: int, words: bytes) -> Problem:
    if b"disk is full" in words or b"No space left" in words:
        return Problem.DISK_FULL
    # A file mapped into memory could not grow.
    if code == -signal.SIGBUS:
        return Problem.DISK_FULL
    if b"zlib" in words or b"protobuf" in words or b"pbf" in words.lower():
        return Problem.BAD_EXTRACT
    return Problem.STOPPED
