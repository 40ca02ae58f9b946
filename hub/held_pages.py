"""Pages of places and of themed routes, with what is held there."""

from itertools import chain

from events.calendar.coming import held_at
from places.routes.theme_views import ThemeDetail
from places.views import PlaceDetail


class PlacePage(PlaceDetail):
    """One place, with what is held there and the traditions that belong to it."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**held_at([self.object]), **kwargs)

    def others(self, context):
        return chain(super().others(context), context["traditions"], context["dates"])


class ThemePage(ThemeDetail):
    """One themed route, with what is held where its routes stop and its guests stay."""

    def get_context_data(self, **kwargs):
        theme = self.object
        stops = chain.from_iterable(one.public_stops for one in theme.public_routes)
        places = {stop.place for stop in stops} | set(theme.public_stays)
        return super().get_context_data(**held_at(places), **kwargs)

    def others(self, context):
        return chain(super().others(context), context["traditions"], context["dates"])
