"""The page of a series of meetings."""

from django.contrib.gis.geos import MultiPoint
from django.utils.decorators import method_decorator

from events.attendance.figures import SeriesFigures
from events.models import MeetingSeries, Occurrence
from events.printing.links import posters_of
from hub.shared.pages import public_page
from places.shown_pages import ShownDetail

# So many degrees around the outermost villages are on the map, too.
MARGIN = 0.05


@method_decorator(public_page, name="dispatch")
class SeriesDetail(ShownDetail):
    """One series: how far it has come, and its meetings in their order."""

    template_name = "events/series_detail.html"
    context_object_name = "series"

    def get_queryset(self):
        series = MeetingSeries.objects.published().with_counts()
        return series.select_related("group")

    def get_context_data(self, **kwargs):
        dates = Occurrence.objects.public().filter(event__series=self.object)
        dates = dates.select_related("event__territory__parent", "report").in_order()
        return super().get_context_data(
            dates=dates,
            figures=SeriesFigures.of(dates, public=True),
            box=box_around(dates),
            posters=posters_of(series=self.object),
            **kwargs,
        )


def box_around(dates):
    """West, south, east and north of the villages, as the map's address says it."""
    villages = [date.event.territory for date in dates if date.event.territory]
    points = [village.point for village in villages if village.point]
    if not points:
        return ""
    west, south, east, north = MultiPoint(points).extent
    box = (west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)
    return ",".join(f"{edge:.3f}" for edge in box)
