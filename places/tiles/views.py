"""Tiles over HTTP: one look at the tile's version, and the tile only if it is new."""

import gzip

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from hub.shared.pages import CACHE_CONTROL, PROXY_SECONDS
from places.tiles.drawing import draw, version_of
from places.tiles.wanted import tile_wanted

CONTENT_TYPE = "application/vnd.mapbox-vector-tile"
# Raised when the same rows are drawn in another way.
RECIPE = 1
# Smaller ones fit into one packet as they are.
GZIP_FROM = 1000


@require_safe
def place_tile(request, z, x, y):
    """Places in one tile of the map, as a Mapbox vector tile."""
    wanted = tile_wanted(z, x, y, request.GET)
    # Read before the tile: what changes meanwhile is drawn under the older version.
    etag = f'W/"{RECIPE}.{version_of(wanted)}.{wanted.filters}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(draw(wanted), content_type=CONTENT_TYPE)
        _compress(response, request)
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    response["X-Accel-Expires"] = PROXY_SECONDS
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _compress(response, request):
    accepts = "gzip" in request.headers.get("Accept-Encoding", "")
    if accepts and len(response.content) >= GZIP_FROM:
        response.content = gzip.compress(response.content, 5, mtime=0)
        response["Content-Encoding"] = "gzip"
