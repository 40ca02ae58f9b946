"""The page on which a tour is pasted, looked over and made."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.attendance.figures import SeriesFigures
from events.meetings.tour import make_meetings, stops_of
from events.models import Occurrence
from places.shown_admin import ShownAdmin


class TourDesk(ShownAdmin):
    """Adds to a series the list of its meetings, and the page that makes them."""

    tour_template = "admin/events/meetingseries/tour.html"
    change_form_template = "admin/events/meetingseries/change_form.html"

    def get_urls(self):
        tour = self.admin_site.admin_view(self.tour_view)
        name = "events_meetingseries_tour"
        return [path("<int:series_id>/tour/", tour, name=name), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).with_counts()

    def render_change_form(self, request, context, *args, **kwargs):
        if series := context.get("original"):
            dates = Occurrence.objects.filter(event__series=series).in_order()
            dates = dates.select_related("event__territory", "report")
            context |= {"meetings": dates, "figures": SeriesFigures.of(dates)}
        return super().render_change_form(request, context, *args, **kwargs)

    def tour_view(self, request, series_id):
        series = self.get_object(request, str(series_id))
        if not self.has_change_permission(request, series):
            raise PermissionDenied
        if series.group is None:
            self.message_user(request, _("First say which group the series is of."))
            return self.to_series(series)
        text = request.POST.get("lines", "")
        stops = stops_of(series, text, chosen_villages(request.POST))
        is_clean = bool(stops) and not any(stop.problems for stop in stops)
        if is_clean and request.POST.get("act") == "make":
            return self.made(request, series, stops)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Add meetings"),
            "opts": self.opts,
            "series": series,
            "lines": text,
            "stops": stops,
            "is_clean": is_clean,
        }
        status = 200 if is_clean or request.method == "GET" else 422
        return TemplateResponse(request, self.tour_template, context, status=status)

    def made(self, request, series, stops):
        count = len(make_meetings(series, stops, by=request.user))
        done = ngettext("%d meeting is made.", "%d meetings are made.", count) % count
        self.message_user(request, done)
        return self.to_series(series)

    def to_series(self, series):
        address = reverse("admin:events_meetingseries_change", args=[series.pk])
        return HttpResponseRedirect(address)


def chosen_villages(posted):
    """By line number the village that was picked on the page."""
    picked = {}
    for name, value in posted.items():
        number = name.removeprefix("village-")
        if number.isdecimal() and value.isdecimal():
            picked[int(number)] = int(value)
    return picked
