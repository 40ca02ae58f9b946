"""Pages of events and traditions."""

from itertools import chain

from django.db.models import Prefetch
from django.utils.decorators import method_decorator

from events.feeds.links import subscriptions_of
from events.linked import linked_html
from events.models import Event, Tradition
from hub.shared.pages import public_page
from places.shown_pages import ShownDetail

# So many of the next dates stand on a page.
NEXT_DATES = 5


class Dated(ShownDetail):
    """The page of something that is held on days."""

    def get_context_data(self, **kwargs):
        dates = self.object.occurrences.upcoming()[:NEXT_DATES]
        calendars = subscriptions_of(self.object)
        return super().get_context_data(dates=dates, calendars=calendars, **kwargs)


@method_decorator(public_page, name="dispatch")
class EventDetail(Dated):
    """One event: when, where, what happens hour by hour, how to get there."""

    def get_queryset(self):
        events = Event.objects.published().listed()
        return events.select_related(
            "organiser", "place__territory__parent", "series__group"
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"linked": linked_html(self.object, context["dates"])}

    def others(self, context):
        event = self.object
        parts = (event.place, event.tradition, event.series)
        return [one for one in parts if one and one.published]


@method_decorator(public_page, name="dispatch")
class TraditionDetail(Dated):
    """One tradition: how it is done, by whom, where, and when next."""

    def get_queryset(self):
        events = Event.objects.published().listed().newest_first()
        return (
            Tradition.objects.published()
            .listed()
            .with_public_parts()
            .prefetch_related(Prefetch("events", events, "public_events"))
        )

    def others(self, context):
        it = self.object
        return chain(it.public_places, it.public_products, it.public_events)
