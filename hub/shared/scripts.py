"""Which of our scripts a page's script brings with it."""

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath

from django.contrib.staticfiles.finders import find

# `import … from "./other.js"`, `import "./other.js"` and `import("./other.js")`.
IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")


def modules_of(*entries: str) -> list[str]:
    """The static names of these modules and of all they import, each once."""
    found: list[str] = []
    waiting = list(entries)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting += _imports_of(name)
    return found


def _imports_of(name: str) -> Iterator[str]:
    path = find(name)
    if path is None:
        message = f"There is no script {name}."
        raise FileNotFoundError(message)
    for imported in IMPORT.findall(Path(path).read_text(encoding="utf-8")):
        yield normpath(join(dirname(name), imported))
