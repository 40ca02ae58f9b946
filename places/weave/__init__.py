"""The woven pattern that stands for a place until it has a photograph.

Every choice is drawn from the place's id: a place keeps its pattern for ever. Whoever
changes what is drawn raises RECIPE, which changes every address.
"""

from hashlib import sha256

from places.weave.cloth import CLOTHS, Cloth
from places.weave.draw import Draw
from places.weave.lattice import lattice
from places.weave.runner import runner
from places.weave.svg import svg

__all__ = ["CLOTHS", "Cloth", "pattern_digest", "weave"]

RECIPE = 1


def weave(place_id: int, cloth: Cloth | None = None) -> str:
    """The place's pattern as SVG, in its own cloth or in a group's."""
    draw = Draw(place_id)
    own = draw.one(CLOTHS)
    family = draw.one([runner, lattice])
    return svg(family(draw), cloth or own)


def pattern_digest(place_id: int, cloth: Cloth | None = None) -> str:
    """Eight digits for the pattern's address, other for another recipe or cloth."""
    told = f"{RECIPE}:{place_id}:{cloth or ''}"
    return sha256(told.encode()).hexdigest()[:8]
