"""What search engines are told: every public page in every language."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from events.models import Event, MeetingSeries, Tradition
from hub.views import TEXT_PAGES
from interest_forms.models import InterestCall
from partners.models import ActionGroup
from places.models import HistoricMap, Place, Product, Route, ThemedRoute
from places.models.shown import Shown


class PortalSitemap(Sitemap):
    """Pages in all languages, each naming its twins."""

    i18n = True
    alternates = True
    x_default = True
    # Five languages of 2,000 rows stay below the 50,000 addresses a sitemap may have.
    limit = 2000


class PageSitemap(PortalSitemap):
    def items(self):
        lists = [
            "place-map",
            "place-list",
            "place-wanted",
            "route-list",
            "theme-list",
            "product-list",
        ]
        of_places = [f"places:{name}" for name in lists]
        of_events = ["calendar", "event-list", "tradition-list"]
        return [
            "home",
            *of_places,
            *(f"events:{name}" for name in of_events),
            "partners:group-list",
            "interest_forms:interest-create",
            "interest_forms:schedule",
            *TEXT_PAGES,
        ]

    def location(self, item):
        return reverse(item)


class GroupSitemap(PortalSitemap):
    def items(self):
        return ActionGroup.objects.published()


class ShownSitemap(PortalSitemap):
    """Pages of things that groups show."""

    model: type[Shown | HistoricMap]

    def items(self):
        return self.model.objects.published().only("slug", "published").order_by("pk")

    def lastmod(self, item):
        return item.published


class PlaceSitemap(ShownSitemap):
    model = Place


class RouteSitemap(ShownSitemap):
    model = Route


class OldMapSitemap(ShownSitemap):
    model = HistoricMap


class ThemeSitemap(ShownSitemap):
    model = ThemedRoute


class ProductSitemap(ShownSitemap):
    model = Product


class EventSitemap(ShownSitemap):
    model = Event


class TraditionSitemap(ShownSitemap):
    model = Tradition


class SeriesSitemap(ShownSitemap):
    model = MeetingSeries


class CallSitemap(PortalSitemap):
    """Calls that take forms."""

    def items(self):
        return InterestCall.objects.open().order_by("pk")


SITEMAPS = {
    "pages": PageSitemap,
    "groups": GroupSitemap,
    "places": PlaceSitemap,
    "routes": RouteSitemap,
    "maps": OldMapSitemap,
    "themes": ThemeSitemap,
    "products": ProductSitemap,
    "events": EventSitemap,
    "traditions": TraditionSitemap,
    "series": SeriesSitemap,
    "calls": CallSitemap,
}
