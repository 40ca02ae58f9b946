"""What is new here, as Atom: places, photos, events, traditions; what is called off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from events.feeds.asked import FeedFilter
from events.feeds.vevents import summary_of
from events.models import Event, Occurrence, Tradition
from events.words import when_words
from hub.shared.pages import public_page
from hub.shared.translation import translated
from places.models import Photo, Place

MOST = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news. `key` tells it from all others of the portal."""

    key: str
    moment: datetime
    title: str
    words: str
    path: str


class NewsFilter(FeedFilter):
    """The filters `?group= ?place=`. Unknown ones are 404."""

    def of(self, rows: QuerySet, *, group: str, place: str) -> QuerySet:
        """Those of the group and the place, which the rows know by these names."""
        if self.group:
            rows = rows.filter(**{group: self.group})
        return rows.filter(**{place: self.place.pk}) if self.place else rows

    def newest(self) -> list[Entry]:
        """The newest of each kind, and of all of them the newest."""
        kinds = (self._places(), self._photos(), self._events(), self._traditions())
        every = [entry for kind in (*kinds, self._changes()) for entry in kind]
        every.sort(key=lambda entry: (entry.moment, entry.key), reverse=True)
        return every[:MOST]

    def _places(self) -> Iterator[Entry]:
        rows = self.of(Place.objects.published(), group="group", place="pk")
        return _shown(rows.select_related("group"), _("New on the map: %(name)s"))

    def _events(self) -> Iterator[Entry]:
        rows = self.of(Event.objects.published(), group="group", place="place")
        return _shown(rows.select_related("group"), _("New event: %(name)s"))

    def _traditions(self) -> Iterator[Entry]:
        rows = self.of(Tradition.objects.published(), group="group", place="places")
        return _shown(rows.select_related("group"), _("New tradition: %(name)s"))

    def _photos(self) -> Iterator[Entry]:
        rows = Photo.objects.public().exclude(decided=None)
        rows = self.of(rows, group="place__group", place="place")
        for photo in rows.select_related("place__group").order_by("-decided", "-pk")[
            :MOST
        ]:
            yield Entry(
                f"photo-{photo.pk}",
                photo.decided,
                _("New photo: %(name)s") % {"name": translated(photo.place, "name")},
                translated(photo, "caption").value,
                photo.place.get_absolute_url(),
            )

    def _changes(self) -> Iterator[Entry]:
        """What is cancelled or moved, as long as somebody might still go there."""
        changed = (Occurrence.Status.CANCELLED, Occurrence.Status.MOVED)
        rows = self.apply().filter(
            status__in=changed, last_day__gte=timezone.localdate()
        )
        rows = rows.select_related("event__group", "tradition__group")
        for date in rows.order_by("-changed", "-pk")[:MOST]:
            words = [when_words(date), translated(date, "note").value]
            yield Entry(
                f"{date.uid}-{date.sequence}",
                date.changed,
                summary_of(date).value,
                ". ".join(filter(None, words)),
                date.what.get_absolute_url(),
            )


class NewsFeed(Feed):
    """Written in the language of its address."""

    feed_type = Atom1Feed

    def get_object(self, request):
        self.address = settings.SITE_URL + request.get_full_path()
        return NewsFilter(request.GET)

    def title(self, asked):
        shown = (
            translated(one, "name").value for one in (asked.group, asked.place) if one
        )
        return " · ".join([_("Megdan"), *shown])

    def subtitle(self, asked):
        return _("What is new in our villages")

    def link(self, asked):
        return f"{settings.SITE_URL}/{get_language()}/"

    def feed_url(self, asked):
        return self.address

    def feed_guid(self, asked):
        return self.address

    def items(self, asked):
        return asked.newest()

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return escape(item.words)

    def item_link(self, item):
        return settings.SITE_URL + item.path

    def item_guid(self, item):
        host = urlsplit(settings.SITE_URL).hostname
        return f"tag:{host},2026:{get_language()}/{item.key}"

    def item_pubdate(self, item):
        return item.moment

    item_updateddate = item_pubdate


@public_page
def news_feed(request, language):
    """The news of the portal, of a group or of a place."""
    with override(language):
        return NewsFeed()(request)


def _shown(rows: QuerySet, title: str) -> Iterator[Entry]:
    for row in rows.newest_first()[:MOST]:
        yield Entry(
            f"{row._meta.model_name}-{row.pk}",  # noqa: SLF001 -- the public way
            row.published,
            title % {"name": translated(row, "name")},
            translated(row, "summary").value,
            row.get_absolute_url(),
        )
