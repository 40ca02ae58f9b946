"""The page of a place, put together from what several apps know of it."""

from itertools import chain

from events.calendar.coming import next_at_place
from events.models import Tradition
from places.views import PlaceDetail


class PlacePage(PlaceDetail):
    """One place, with what is held there and the traditions that belong to it."""

    def get_context_data(self, **kwargs):
        traditions = list(Tradition.objects.published().filter(places=self.object))
        return super().get_context_data(
            traditions=traditions,
            dates=next_at_place(self.object, traditions),
            **kwargs,
        )

    def others(self, context):
        more = context["traditions"], context["dates"]
        return chain(super().others(context), *more)
