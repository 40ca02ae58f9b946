"""Names of renditions. They derive from the original, the recipe and the width."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings

# Raised when renditions are made differently: all of them are then made anew.
RECIPE = 2


def token_of(original_sha256: str, recipe: int) -> str:
    """The unguessable part of a rendition's name, 32 hexadecimal digits.

    Whoever does not hold the original's bytes cannot find it.
    """
    return sha256(f"{original_sha256}:{recipe}".encode()).hexdigest()[:32]


def rendition_name(token: str, width: int, extension: str) -> str:
    return f"{token}-{width}.{extension}"


def path_of(name: str) -> Path:
    """Where the rendition of this name lies."""
    return settings.HUB_RENDITIONS / name[:2] / name
