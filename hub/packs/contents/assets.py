"""The static files that pages name, and those that these name in turn."""

import re
from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import Path
from posixpath import dirname, join, normpath

from django.conf import settings
from django.contrib.staticfiles.finders import find

from hub.packs.contents.item import Item, Kind
from hub.shared.scripts import IMPORT

NAMED = re.compile(rb'"(/static/[^"#?\s]+)')
CSS_URL = re.compile(r"""url\(\s*["']?([^"')#?:]+)""")


def named_in(content: bytes) -> set[str]:
    """The addresses of static files in a page or a JSON file."""
    return {address.decode() for address in NAMED.findall(content)}


def assets(named: set[str]) -> Iterator[Item]:
    """These files, with all that they need, each once."""
    waiting, seen = sorted(named), set(named)
    while waiting:
        address = waiting.pop()
        content = _path(address).read_bytes()
        kind, _encoding = guess_type(address)
        yield Item(Kind.PART, address, content, kind or "application/octet-stream")
        needed = set(_needed_by(address, content)) - seen
        waiting += sorted(needed)
        seen |= needed


def _needed_by(address: str, content: bytes) -> Iterator[str]:
    rules = {".js": IMPORT, ".css": CSS_URL}
    rule = rules.get(Path(address).suffix)
    if rule:
        for written in rule.findall(content.decode()):
            yield normpath(join(dirname(address), written))


def _path(address: str) -> Path:
    """Names that hold a hash are collected; others lie where they are written."""
    name = address.removeprefix(f"/{settings.STATIC_URL.strip('/')}/")
    collected = settings.STATIC_ROOT / name
    return collected if collected.is_file() else Path(find(name) or collected)
