"""Pages of the calendar: a year, month, week, weekend, day, and what comes next."""

from datetime import date, timedelta
from itertools import chain

from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator

from events.calendar.days import days_between, days_of
from events.calendar.entries import entries_of
from events.calendar.filters import DISTANCES, USUAL_DISTANCE, DateFilter, kinds
from events.calendar.name_days import name_days_of
from events.calendar.periods import Period, of_day, period_of
from events.calendar.year import months_of
from hub.shared.pages import public_page
from hub.shared.text import normalise
from partners.models import ActionGroup, Territory
from places.filters import LONGEST_QUERY
from places.listing import page_of
from places.near_pages import NearView
from places.suggestions import settlements_named

DAYS_OF_A_WEEK = 7
# How far ahead the list of what comes next goes by itself; how many go on already.
AHEAD = timedelta(days=366)
ONGOING = 12
VIEWS = ("month", "list")


class DatesView(NearView):
    """Dates as the address asks for them, with the choices beside them."""

    wanted_as = DateFilter

    def get_context_data(self, **kwargs):
        wanted = DateFilter(self.request.GET)
        villages = Territory.objects.none()
        if wanted.group:
            villages = Territory.objects.in_group(wanted.group).with_label()
        return super().get_context_data(
            wanted=wanted,
            groups=ActionGroup.objects.published(),
            villages=villages,
            kinds=kinds(),
            distances=DISTANCES,
            usual_distance=USUAL_DISTANCE,
            today=timezone.localdate(),
            **kwargs,
        )

    def villages_to_be_near(self):
        """For those whose device does not tell where it is: villages of that name."""
        text = normalise(self.request.GET.get("q", ""))[:LONGEST_QUERY]
        found = settlements_named(text) if text else []
        return {"text": text, "found": [one for one in found if one.point]}

    def page_of(self, dates):
        return page_of(dates, self.request.GET.get("page", "1"), read=entries_of)

    def render_to_response(self, context, **response_kwargs):
        response = super().render_to_response(context, **response_kwargs)
        group = context["wanted"].group
        response.content_scope = group.pk if group else None
        return response


@method_decorator(public_page, name="dispatch")
class CalendarPage(DatesView):
    """A year, month or week with the first of each part; all of a weekend or a day."""

    def get_template_names(self):
        name = self.period.name
        return [
            f"events/calendar_{'dates' if name in {'weekend', 'day'} else name}.html"
        ]

    def get_context_data(self, **kwargs):
        self.period = period = period_of(self.request.GET)
        context = super().get_context_data(
            period=period,
            present=of_day(period.name, timezone.localdate()),
            month_of=of_day("month", period.first).value,
            week_of=of_day("week", period.first).value,
            year_of=of_day("year", period.first).value,
            **kwargs,
        )
        wanted = context["wanted"]
        if period.name == "year":
            return context | {"months": months_of(period.first.year, wanted)}
        if period.name == "weekend":
            context |= self.villages_to_be_near()
        if period.name in {"weekend", "day"}:
            return context | self.all_of(period, wanted)
        days = days_between(*period.shown, wanted)
        return context | {
            "days": days,
            "weeks": [
                days[start : start + DAYS_OF_A_WEEK]
                for start in range(0, len(days), DAYS_OF_A_WEEK)
            ],
            "filled": [
                day for day in days if _is_in(day.day, period) and day.is_filled
            ],
            "view": self.chosen_view(),
        }

    def all_of(self, period, wanted):
        dates = wanted.apply(of_few_days=True).between(period.first, period.last)
        dates = dates.nearest_first() if wanted.centre else dates.in_order()
        page = self.page_of(dates)
        names = [name_days_of(day) for day in days_of(period.first, period.last)]
        return {
            "page_obj": page,
            "entries": page.object_list,
            "name_days": [*chain(*names)],
        }

    def chosen_view(self):
        """The month as a grid or as a list; none: by the width of the screen."""
        view = self.request.GET.get("view", "")
        if view and view not in VIEWS:
            raise Http404
        return view


def _is_in(day: date, period: Period) -> bool:
    return period.first <= day <= period.last


@method_decorator(public_page, name="dispatch")
class EventList(DatesView):
    """What comes next, and before it what goes on already."""

    template_name = "events/event_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = context["today"]
        first = self.day("from") or today
        last = self.day("to") or first + AHEAD
        dates = context["wanted"].apply()
        page = self.page_of(dates.filter(day__range=(first, last)).in_order())
        ongoing = dates.going_on(first).order_by("last_day", "starts", "pk")
        return (
            context
            | self.villages_to_be_near()
            | {
                "month_of": of_day("month", first).value,
                "year_of": of_day("year", first).value,
                "week_of": of_day("week", first).value,
                "first": first,
                "last": last,
                "page_obj": page,
                "entries": page.object_list,
                "ongoing": [] if page.has_previous else entries_of(ongoing[:ONGOING]),
            }
        )

    def day(self, name):
        written = self.request.GET.get(name)
        if not written:
            return None
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise Http404 from None
