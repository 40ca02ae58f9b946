"""Lists that may be asked for by the distance from a visitor."""

from django.shortcuts import redirect
from django.views.generic import TemplateView

from places.filters import NearFilter


class NearView(TemplateView):
    """A page whose address may hold a position, to a kilometre at the finest."""

    wanted_as: type[NearFilter]

    def get(self, request, *args, **kwargs):
        query = self.wanted_as(request.GET).coarser_query
        if query is None:
            return super().get(request, *args, **kwargs)
        # Nobody's exact position stays in an address, a cache or a list of visits.
        response = redirect(f"{request.path}?{query}")
        response["Cache-Control"] = "private, no-store"
        return response
