"""Pages that draw on several apps, and what machines ask of the portal."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from events.calendar.coming import (
    next_of_all,
    next_of_group,
    weekend_dates,
    with_next_dates,
)
from events.models import Event, Tradition
from hub.health import readiness
from hub.shared.pages import public_page
from partners.models import ActionGroup, Portal, Supporter, Territory
from places.cards import cards_of
from places.filters import PlaceFilter
from places.listing import page_of
from places.models import Photo, Place

NEWEST_PLACES = 8
TRADITIONS = 6
FOUND_TERRITORIES = 8
FOUND_FEASTS = 6
TEXT_PAGES = {
    "about": "hub/about.html",
    "accessibility": "hub/accessibility.html",
    "privacy": "hub/privacy.html",
}


def root(request):
    """To the reader's language."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@method_decorator(public_page, name="dispatch")
class Home(TemplateView):
    """The region in one page: a photograph, search, the map, what is new."""

    template_name = "hub/home.html"

    def get_context_data(self, **kwargs):
        places = Place.objects.published().newest_first()
        weekend = weekend_dates()
        return super().get_context_data(
            hero=Photo.objects.public().select_related("place").newest_wide().first(),
            weekend=weekend,
            later=[] if weekend else next_of_all(),
            newest=cards_of(places[:NEWEST_PLACES]),
            groups=ActionGroup.objects.published().with_settlement_count(),
            portal=Portal.objects.first(),
            supporters=Supporter.objects.defer("logo"),
            extent=settings.HUB_MAP_EXTENT,
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class GroupDetail(TemplateView):
    """An action group's own front page."""

    template_name = "partners/group_detail.html"

    def get_context_data(self, **kwargs):
        group = get_object_or_404(
            ActionGroup.objects.published()
            .select_related("organisation")
            .with_settlement_count(),
            slug=self.kwargs["slug"],
        )
        places = Place.objects.published().of_group(group).newest_first()
        page = page_of(places, self.request.GET.get("page", "1"))
        return super().get_context_data(
            group=group,
            dates=next_of_group(group),
            traditions=Tradition.objects.published()
            .of_group(group)
            .newest_first()[:TRADITIONS],
            page_obj=page,
            places=page.object_list,
            settlements=Territory.objects.in_group(group).with_label(),
            **kwargs,
        )

    def render_to_response(self, context, **response_kwargs):
        response = super().render_to_response(context, **response_kwargs)
        response.content_scope = context["group"].pk
        return response


@method_decorator(public_page, name="dispatch")
class Search(TemplateView):
    """Places, settlements, events and traditions of the typed name, in any script."""

    template_name = "hub/search.html"

    def get_context_data(self, **kwargs):
        wanted = PlaceFilter(self.request.GET)
        page, territories, events, traditions = None, [], [], []
        if wanted.text:
            places = wanted.apply().newest_first()
            page = page_of(places, self.request.GET.get("page", "1"))
            territories = Territory.objects.matching(wanted.text).with_label()
            territories = territories.largest_first()[:FOUND_TERRITORIES]
            events, traditions = (
                with_next_dates(
                    model.objects.published()
                    .matching(wanted.text)
                    .listed()
                    .newest_first()[:FOUND_FEASTS]
                )
                for model in (Event, Tradition)
            )
        return super().get_context_data(
            wanted=wanted,
            events=events,
            traditions=traditions,
            page_obj=page,
            places=page.object_list if page else [],
            territories=territories,
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class TextPage(TemplateView):
    """What a portal says about itself, with the groups that answer for it."""

    def get_context_data(self, **kwargs):
        groups = ActionGroup.objects.published().select_related("organisation")
        return super().get_context_data(
            groups=groups,
            client_hours=settings.HUB_CLIENT_HOURS,
            over_photo_days=settings.HUB_OVER_PHOTO_DAYS,
            unconfirmed_days=settings.HUB_UNCONFIRMED_DAYS,
            contact_days=settings.HUB_CONTACT_DAYS,
            interest_days=settings.HUB_INTEREST_DAYS,
            registrant_days=settings.HUB_REGISTRANT_DAYS,
            attendance_days=settings.HUB_ATTENDANCE_DAYS,
            guest_days=settings.HUB_VISIT_GUEST_DAYS,
            **kwargs,
        )


class StyleBook(TemplateView):
    """Every component in every state. Only where DEBUG is on."""

    template_name = "hub/style.html"

    def dispatch(self, request, *args, **kwargs):
        if not settings.DEBUG:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@never_cache
def healthz(request):
    """The web process is alive."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request):
    """Whether database, Redis and worker do their work: 200, or 503 with what fails."""
    found = readiness()
    return JsonResponse(found.as_dict(), status=200 if found.is_ready else 503)


def robots(request):
    """What search engines may read: all that is public."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: /{code}/receipts/" for code, _ in settings.LANGUAGES),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
