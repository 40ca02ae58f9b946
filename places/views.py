"""Pages of places, and the files that belong to them."""

import gpxpy.gpx
from django.conf import settings
from django.contrib.gis.geos import Point
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from hub.shared.pages import immutable, public_page
from partners.models import ActionGroup, Territory
from places.cards import cards_of
from places.filters import PlaceFilter
from places.gaps import Gap
from places.listing import (
    PAGE_SIZE,
    all_count,
    chips_of,
    heading_of,
    open_count,
    page_of,
)
from places.map_words import map_words
from places.markers import marker_of
from places.models import HistoricMap, Photo, Place, Product, Route
from places.near_pages import NearView
from places.pairs import pairs_among
from places.photos.names import path_of
from places.shown_pages import ShownDetail
from places.suggestions import first_places, places_near, settlements_named
from places.tiles.wanted import tile_query
from places.wanted import WantedFilter, recent_thanks, thanks_for, wanted_of
from places.waypoints import gpx_response, waypoint_of
from places.weave import pattern_digest, weave

# What visitors call nearby, and how many of them a page names.
NEARBY_METRES = 5000
NEARBY_PLACES = 6
MAP_PLACES = 60
# Where the map's script finds the points; the filters follow.
TILES = "/tiles/places/{z}/{x}/{y}.mvt"
# How many places a checklist for a meeting holds: some seven sheets of paper.
CHECKLIST_PLACES = 60
# How long nginx may answer for a picture by itself: after that long it is hidden.
PICTURE_SECONDS = 50
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


class PlaceFilterView(NearView):
    """Places as the address asks for them, with the choices beside the list."""

    wanted_as = PlaceFilter
    page_size = PAGE_SIZE
    read = staticmethod(cards_of)

    def get_context_data(self, **kwargs):
        wanted = PlaceFilter(self.request.GET)
        page = page_of(
            wanted.in_order(),
            self.request.GET.get("page", "1"),
            size=self.page_size,
            read=self.read,
        )
        chips = chips_of(wanted.apply(but_category=True), wanted, self.request.path)
        return super().get_context_data(
            wanted=wanted,
            page_obj=page,
            places=page.object_list,
            chips=chips,
            all_count=all_count(chips, wanted),
            open_count=open_count(wanted),
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class PlaceList(PlaceFilterView):
    """Published places, newest first, by group, category, territory, text or box."""

    template_name = "places/place_list.html"


@method_decorator(public_page, name="dispatch")
class PlaceMap(PlaceFilterView):
    """The same list beside its map: both hold the same places in the same order."""

    template_name = "places/place_map.html"
    page_size = MAP_PLACES

    @staticmethod
    def read(places):
        return list(places.with_card())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        query = tile_query(context["wanted"])
        return context | {
            "tiles": "" if query is None else f"{TILES}{query}",
            "leads": _leads(context["wanted"], context["page_obj"]),
            "heading": heading_of(context["page_obj"], context["chips"]),
            "words": map_words(),
            "extent": settings.HUB_MAP_EXTENT,
            "old_maps": HistoricMap.objects.for_the_map(),
        }


def _leads(wanted, page):
    """Whether the map goes where the listed places are.

    Not when they are but the newest of many anywhere, or the rest of a list.
    """
    if page.has_previous or wanted.box:
        return False
    return not page.has_next or bool(wanted.group or wanted.territory or wanted.text)


@method_decorator(public_page, name="dispatch")
class PlaceDetail(ShownDetail):
    """One place: its photos, what to know before going, its story, what is near."""

    template_name = "places/place_detail.html"

    def get_queryset(self):
        places = Place.objects.published().with_public_photos()
        return places.select_related("category", "group", "territory__parent")

    def others(self, context):
        products = context["products"]
        producers = (one.producer for one in products if one.producer)
        return [*context["nearby"], *context["routes"], *products, *producers]

    def get_context_data(self, **kwargs):
        place = self.object
        near = Place.objects.published().near(place.public_point, NEARBY_METRES)
        near = near.exclude(pk=place.pk).select_related("category", "territory__parent")
        pairs = pairs_among(place.public_photos)
        paired = {photo for pair in pairs for photo in (pair.then, pair.now)}
        return super().get_context_data(
            nearby=near[:NEARBY_PLACES],
            marker=marker_of(place),
            routes=Route.objects.published().listed().through(place).newest_first(),
            products=Product.objects.published()
            .listed()
            .from_place(place)
            .newest_first(),
            thanks=thanks_for(place.public_photos, place),
            pairs=pairs,
            unpaired=[
                photo
                for photo in place.public_photos
                if photo.is_old and photo not in paired
            ],
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class WantedList(TemplateView):
    """Places that lack a photo; with `?print=1` as a checklist on paper."""

    def get(self, request, *args, **kwargs):
        wanted = WantedFilter(request.GET)
        response = self.render_to_response(self.get_context_data(wanted=wanted))
        response.content_scope = wanted.group.pk if wanted.group else None
        return response

    @property
    def is_checklist(self):
        return bool(self.request.GET.get("print"))

    def get_template_names(self):
        name = "checklist" if self.is_checklist else "list"
        return [f"places/wanted_{name}.html"]

    def get_context_data(self, *, wanted, **kwargs):
        size = CHECKLIST_PLACES if self.is_checklist else PAGE_SIZE
        number = self.request.GET.get("page", "1")
        page = page_of(wanted.apply(), number, size=size, read=wanted_of)
        settlements = Territory.objects.none()
        if wanted.group:
            settlements = Territory.objects.in_group(wanted.group).with_label()
        return super().get_context_data(
            wanted=wanted,
            page_obj=page,
            rows=page.object_list,
            gaps=Gap,
            groups=ActionGroup.objects.published(),
            settlements=settlements,
            thanks=[] if self.is_checklist else recent_thanks(wanted),
            today=timezone.localdate(),
            **kwargs,
        )


@public_page
def place_gpx(request, slug, pk):
    """The place as a GPX waypoint, at the point visitors may know."""
    place = get_object_or_404(Place.objects.published(), pk=pk)
    file = gpxpy.gpx.GPX()
    file.waypoints.append(waypoint_of(place))
    response = gpx_response(file, place.slug)
    response.content_scope = place.group_id
    return response


def picture(request, token, width, extension):
    """One rendition of a photo, as long as the photo is public."""
    if not Photo.objects.public().filter(token=token).exists():
        raise Http404
    path = path_of(f"{token}-{width}.{extension}")
    if not path.is_file():
        raise Http404
    etag = f'"{token}-{width}"'
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = FileResponse(path.open("rb"), content_type=CONTENT_TYPES[extension])
    response["ETag"] = etag
    response["X-Accel-Expires"] = str(PICTURE_SECONDS)
    return immutable(response, shared=PICTURE_SECONDS)


def pattern(request, pk, digest):
    """The woven pattern of a place; the address changes when the drawing does."""
    if digest != pattern_digest(pk):
        raise Http404
    return immutable(HttpResponse(weave(pk), content_type="image/svg+xml"))


def place_search(request):
    """For the photo form: places and villages of a name, or places near a point."""
    try:
        lon, lat = float(request.GET["lon"]), float(request.GET["lat"])
    except (KeyError, ValueError):
        wanted = PlaceFilter(request.GET)
        places = first_places(wanted.apply())
        villages = settlements_named(wanted.text) if wanted.text else []
    else:
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise Http404
        places, villages = places_near(Point(lon, lat, srid=4326)), []
    return JsonResponse(
        {
            "places": [
                {
                    **marker_of(one),
                    "protected": one.is_protected,
                    "country": one.country,
                }
                for one in places
            ],
            "settlements": [
                {"id": one.pk, "name": one.label, "country": one.country}
                for one in villages
            ],
        }
    )
