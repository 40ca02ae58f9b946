"""What visitors get of old maps."""

from django.http import Http404, HttpResponse

from hub.shared.memory import Remembered
from places.maps.archive import archive_at
from places.maps.files import tiles_path
from places.models import HistoricMap

# Which sheets are shown is believed for so many seconds by a web process, and their
# tiles for so many by a proxy: after that nobody gets what was hidden.
SHOWN_SECONDS = 5
TILE_SECONDS = 50
# A browser asks again after an hour, or never while the address names the tiles.
HOUR = 60 * 60
YEAR = 365 * 24 * HOUR


def _tokens(slugs):
    rows = HistoricMap.objects.published().filter(slug__in=slugs)
    return dict(rows.values_list("slug", "token"))


_shown: Remembered[str, str] = Remembered(_tokens, seconds=SHOWN_SECONDS)


def map_tile(request, slug, z, x, y):
    """One tile of a published sheet; nothing (204) where the sheet has none."""
    token = _shown.get_many([slug]).get(slug)
    if token is None:
        raise Http404
    etag = f'"{token}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = _answer(token, z, x, y)
    keep = YEAR if request.GET.get("v") == token[:8] else HOUR
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={keep}, s-maxage={TILE_SECONDS}"
    response["X-Accel-Expires"] = str(TILE_SECONDS)
    return response


def _answer(token, z, x, y):
    path = tiles_path(token)
    if z > 30 or max(x, y) >= 2**z or not path.is_file():
        raise Http404
    tile = archive_at(path).tile(z, x, y)
    if tile is None:
        return HttpResponse(status=204)
    return HttpResponse(tile, content_type="image/webp")
