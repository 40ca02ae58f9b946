"""How sharp and how bright a picture is, in two numbers. Pixels in, values out."""

from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageStat

# Halved and moved to the middle of a byte, so that slopes of both signs fit in it.
SCALE, MIDDLE = 2, 128
LAPLACIAN = ImageFilter.Kernel(
    (3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=SCALE, offset=MIDDLE
)
# Of 27 real photographs the softest has 306. Blurred by a Gaussian of a five-hundredth
# of their long edge, which anybody sees, sharp ones have at most 62.
BLURRED_BELOW = 60
# The real photographs have 78 to 169: those made in the dark stay below this.
DARK_BELOW = 45


@dataclass(frozen=True, slots=True)
class Quality:
    """Of a picture with a long edge of 640 px, so that all are measured alike.

    Sharpness is the variance of the Laplacian of the greys (Pech-Pacheco and others,
    "Diatom autofocusing in brightfield microscopy", ICPR 2000), 0 to about 65,000.
    Brightness is their mean, 0 to 255.
    """

    sharpness: int
    brightness: int


def quality_of(picture: Image.Image) -> Quality:
    greys = picture.convert("L")
    # The filter leaves the outermost pixels as they are.
    inside = (1, 1, max(2, greys.width - 1), max(2, greys.height - 1))
    edges = ImageStat.Stat(greys.filter(LAPLACIAN).crop(inside))
    return Quality(
        sharpness=round(edges.var[0] * SCALE**2),
        brightness=round(ImageStat.Stat(greys).mean[0]),
    )
