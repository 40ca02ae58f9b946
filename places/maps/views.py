"""What visitors get of old maps."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.generic import DetailView, TemplateView

from hub.shared.memory import Remembered
from hub.shared.pages import public_page
from places.listing import page_of
from places.maps.annotation import LD_JSON
from places.maps.archive import archive_at
from places.maps.files import SHOWN_EDGE, tiles_path
from places.maps.points import annotation_of
from places.models import HistoricMap

# Which sheets are shown is believed for so many seconds by a web process, and their
# tiles for so many by a proxy: after that nobody gets what was hidden.
SHOWN_SECONDS = 5
PROXY_SECONDS = 50
# A browser asks again after an hour, or never while the address names the tiles.
HOUR = 60 * 60
YEAR = 365 * 24 * HOUR


@method_decorator(public_page, name="dispatch")
class OldMapList(TemplateView):
    """Published sheets, the oldest first."""

    template_name = "places/old_map_list.html"

    def get_context_data(self, **kwargs):
        sheets = HistoricMap.objects.published().select_related("group").oldest_first()
        page = page_of(sheets, self.request.GET.get("page", "1"), read=list)
        return super().get_context_data(
            page_obj=page, sheets=page.object_list, **kwargs
        )


@method_decorator(public_page, name="dispatch")
class OldMapDetail(DetailView):
    """One sheet over the map of today, and what is known of it."""

    template_name = "places/old_map_detail.html"
    context_object_name = "sheet"

    def get_queryset(self):
        return HistoricMap.objects.published().select_related("group")

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response.content_scope = self.object.group_id
        return response


def sheet_picture(request, slug):
    """The whole sheet in a small picture, as long as it is published."""
    sheet = get_object_or_404(HistoricMap.objects.published(), slug=slug)
    path = sheet.preview_file(SHOWN_EDGE)
    if not path.is_file():
        raise Http404
    etag = f'"{sheet.sha256[:16]}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(path.read_bytes(), content_type="image/webp")
    is_named = request.GET.get("v") == sheet.sha256[:8]
    return kept(response, etag, is_named=is_named)


@public_page
def sheet_annotation(request, slug):
    """The points of a published sheet, for other programs."""
    sheet = get_object_or_404(HistoricMap.objects.published(), slug=slug)
    response = JsonResponse(annotation_of(sheet), content_type=LD_JSON)
    response.content_scope = sheet.group_id
    return response


def kept(response, etag, *, is_named):
    """Kept long by readers, for less than a minute by what stands between."""
    seconds = YEAR if is_named else HOUR
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={seconds}, s-maxage={PROXY_SECONDS}"
    response["X-Accel-Expires"] = str(PROXY_SECONDS)
    return response


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
    return kept(response, etag, is_named=request.GET.get("v") == token[:8])


def _answer(token, z, x, y):
    path = tiles_path(token)
    if z > 30 or max(x, y) >= 2**z or not path.is_file():
        raise Http404
    tile = archive_at(path).tile(z, x, y)
    if tile is None:
        return HttpResponse(status=204)
    return HttpResponse(tile, content_type="image/webp")
