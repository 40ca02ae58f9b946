"""Reads a PDF back: its words, its tags, where it leads to."""

import re
import zlib
from functools import cached_property

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
LETTER = re.compile(r"<([0-9a-f]{4})> <([0-9a-f]+)>")
# Choosing a font, and signs of it.
DRAWN = re.compile(r"/(\w+) [\d.]+ Tf|<([0-9a-f]+)>|(ET)")


class Pdf:
    def __init__(self, content: bytes) -> None:
        self.objects: dict[str, str] = {}
        self.streams: dict[str, bytes] = {}
        for found in OBJECT.finditer(content):
            number, body = found[1].decode(), found[2]
            if stream := STREAM.search(body):
                self.streams[number] = _unpacked(stream[1])
            self.objects[number] = STREAM.sub(b"", body).decode("latin-1")
        for number, head in list(self.objects.items()):
            if "/ObjStm" in head:
                self._open(self.streams[number].decode("latin-1"), head)

    def _open(self, pack: str, head: str) -> None:
        """Objects that are packed together: their numbers and places come first."""
        first = int(re.search(r"/First (\d+)", head)[1])
        told = pack[:first].split()
        starts = [first + int(start) for start in told[1::2]]
        for number, start, end in zip(
            told[::2], starts, [*starts[1:], None], strict=True
        ):
            self.objects[number] = pack[start:end]

    @cached_property
    def structure(self) -> str:
        return "\n".join(self.objects.values())

    @property
    def words(self) -> str:
        """The text of all pages; each run of letters on a line of its own."""
        return "\n".join(
            self._read(stream.decode("latin-1"))
            for stream in self.streams.values()
            if b" Tf" in stream
        )

    def _read(self, drawn: str) -> str:
        letters, text = {}, ""
        for font, signs, end in DRAWN.findall(drawn):
            if font:
                letters = self._letters(font)
            text += "\n" * bool(end)
            for sign in re.findall("....", signs):
                text += bytes.fromhex(letters[sign]).decode("utf-16-be")
        return text

    def _letters(self, font: str) -> dict[str, str]:
        """Which letters the signs of a font stand for."""
        number = re.search(rf"/{font} (\d+) 0 R", self.structure)[1]
        table = re.search(r"/ToUnicode (\d+) 0 R", self.objects[number])[1]
        return dict(LETTER.findall(self.streams[table].decode()))

    @property
    def pages(self) -> int:
        return len(re.findall(r"/Type /Page\b", self.structure))

    @property
    def language(self) -> str:
        return re.search(r"/Lang \((\w+)\)", self.structure)[1]

    @property
    def leads_to(self) -> set[str]:
        return set(re.findall(r"/URI \((.*?)\)", self.structure))

    @property
    def tags(self) -> set[str]:
        """Of the parts that screen readers know, if the file says that it has them."""
        is_tagged = "/MarkInfo <</Marked true>>" in self.structure
        return set(re.findall(r"/S /(\w+)", self.structure)) if is_tagged else set()


def _unpacked(stream: bytes) -> bytes:
    """Also where the last byte of its check sum looked like the end of a line."""
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream
