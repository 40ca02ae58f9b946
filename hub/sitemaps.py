"""What search engines are told: every public page in every language."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from hub.views import TEXT_PAGES
from partners.models import ActionGroup
from places.models import Place


class PortalSitemap(Sitemap):
    """Pages in all languages, each naming its twins."""

    i18n = True
    alternates = True
    x_default = True
    # Five languages of 2,000 rows stay below the 50,000 addresses a sitemap may have.
    limit = 2000


class PageSitemap(PortalSitemap):
    def items(self):
        places = ["places:place-map", "places:place-list", "places:place-wanted"]
        return ["home", *places, "partners:group-list", *TEXT_PAGES]

    def location(self, item):
        return reverse(item)


class GroupSitemap(PortalSitemap):
    def items(self):
        return ActionGroup.objects.published()


class PlaceSitemap(PortalSitemap):
    def items(self):
        return Place.objects.published().only("slug", "published").order_by("pk")

    def lastmod(self, item):
        return item.published


SITEMAPS = {"pages": PageSitemap, "groups": GroupSitemap, "places": PlaceSitemap}
