"""Names of renditions. They derive from original, recipe, edits and width."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings

# Raised when renditions are made differently: all of them are then made anew.
RECIPE = 2


def token_of(original_sha256: str, recipe: int, edits: str = "") -> str:
    """The unguessable part of a rendition's name, 32 hexadecimal digits.

    Whoever does not hold the original's bytes cannot find it. `edits` is the key of
    the instructions: an edited picture has names of its own.
    """
    parts = [original_sha256, str(recipe), *([edits] if edits else [])]
    return sha256(":".join(parts).encode()).hexdigest()[:32]


def rendition_name(token: str, width: int, extension: str) -> str:
    return f"{token}-{width}.{extension}"


def before_name(token: str) -> str:
    """The picture as it was before its edits. No public address leads to this name."""
    return f"{token}-before.webp"


def path_of(name: str) -> Path:
    """Where the rendition of this name lies."""
    return settings.HUB_RENDITIONS / name[:2] / name
