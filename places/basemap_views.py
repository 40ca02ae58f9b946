"""The base map for readers: which one is shown, and its file in parts."""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from hub.shared.pages import immutable, public_page
from hub.shared.ranges import ranged_file
from places.models import Basemap


@public_page
def shown_basemap(request):
    """What the maps draw over their plain base; an empty object: nothing.

    `tiles`: the address of the PMTiles file, `script`: of what draws it. Or `raster`:
    the address of picture tiles of another server, `credit`: whose they are.
    """
    if settings.HUB_RASTER_URL:
        told = {"raster": settings.HUB_RASTER_URL, "credit": settings.HUB_RASTER_CREDIT}
        return JsonResponse(told)
    shown = Basemap.objects.filter(is_shown=True).first()
    if shown is None:
        return JsonResponse({})
    return JsonResponse(
        {
            "tiles": reverse("basemap", args=[shown.name]),
            "script": static("vendor/protomaps-leaflet.js"),
        }
    )


@require_safe
def basemap_file(request, name):
    """A finished base map, or the part of it that is asked for."""
    basemap = get_object_or_404(Basemap.objects.ready(), name=name)
    if not basemap.path.is_file():
        raise Http404
    return immutable(
        ranged_file(
            request,
            basemap.path,
            etag=f'"{basemap.name}"',
            content_type="application/vnd.pmtiles",
        )
    )
