"""Pages of events and traditions."""

from itertools import chain

from django.db.models import Prefetch
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from events.calendar.coming import with_next_dates
from events.feeds.links import subscriptions_of
from events.filters import TraditionFilter
from events.linked import linked_html
from events.meetings.held import held_meetings
from events.models import Event, Tradition
from events.models.occurrences import zone_of
from events.models.programme import sessions_in_order
from events.next_dates import last_date, next_dates, rule_of
from events.printing.links import posters_of
from events.programme import hours_of
from events.sessions.plan import plan_of
from hub.shared.pages import public_page
from partners.models import ActionGroup, Territory
from places.listing import page_of
from places.markers import marker_of
from places.models import Photo
from places.shown_pages import ShownDetail


def shown(part):
    """A part of an event if visitors may see it."""
    return part if part and part.published else None


def guests_words(event):
    """What the guests of a study visit tell, as far as it is shown."""
    is_visit = event.kind == Event.Kind.VISIT
    return list(event.visit_reports.shown()) if is_visit else []


class Dated(ShownDetail):
    """The page of something that is held on days."""

    def get_context_data(self, **kwargs):
        told = next_dates(self.object)
        dates = [one.occurrence for one in told if one.occurrence]
        return super().get_context_data(
            told=told,
            dates=dates,
            last=None if dates else last_date(self.object),
            is_tentative=any(one.status == "tentative" for one in dates),
            rule=rule_of(self.object),
            calendars=subscriptions_of(self.object),
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class EventDetail(Dated):
    """One event: when, where, what happens hour by hour, how to get there."""

    def get_queryset(self):
        photos = Photo.objects.public().select_related("place__group").order_by("pk")
        return (
            Event.objects.published()
            .listed()
            .select_related(
                "organiser",
                "place__territory__parent",
                "place__category",
                "series__group",
                "rule",
            )
            .prefetch_related(Prefetch("tradition__photos", photos, "public_photos"))
            .prefetch_related(sessions_in_order())
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        place, tradition = self.shown_place, self.shown_tradition
        dates = context["dates"]
        plan = plan_of(self.object, dates)
        return context | {
            "held": held_meetings(self.object),
            "guests": guests_words(self.object),
            "clock": zone_of(self.object.group).key,
            "registers": any(hasattr(date, "registration_sheet") for date in dates),
            "linked": linked_html(self.object, dates, plan),
            "plan": plan,
            "posters": posters_of(occurrence__in=[one.pk for one in dates]),
            "place": place,
            "marker": marker_of(place) if place else None,
            "tradition": tradition,
            "series": self.shown_series,
            "photos": tradition.public_photos if tradition else [],
            "hours": hours_of(self.object),
        }

    @property
    def shown_place(self):
        return shown(self.object.place)

    @property
    def shown_tradition(self):
        return shown(self.object.tradition)

    @property
    def shown_series(self):
        return shown(self.object.series)

    def others(self, context):
        parts = (self.shown_place, self.shown_tradition, self.shown_series)
        of_meetings = (photo for held in context["held"] for photo in held.photos)
        photos = chain(context["photos"], of_meetings)
        return chain(filter(None, parts), (photo.place for photo in photos))


@method_decorator(public_page, name="dispatch")
class TraditionList(TemplateView):
    """Published traditions, newest first, by group, domain, village and place."""

    template_name = "events/tradition_list.html"

    def get_context_data(self, **kwargs):
        wanted = TraditionFilter(self.request.GET)
        traditions = wanted.apply().listed().with_public_photos().newest_first()
        page = page_of(
            traditions, self.request.GET.get("page", "1"), read=with_next_dates
        )
        return super().get_context_data(
            wanted=wanted,
            page_obj=page,
            traditions=page.object_list,
            groups=ActionGroup.objects.published(),
            domains=Tradition.Domain,
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class TraditionDetail(Dated):
    """One tradition: how it is done, by whom, where, and when next."""

    def get_queryset(self):
        events = Event.objects.published().listed().newest_first()
        return (
            Tradition.objects.published()
            .listed()
            .select_related("rule")
            .with_public_parts()
            .prefetch_related(
                Prefetch("events", events, "public_events"),
                Prefetch("territories", Territory.objects.with_label(), "villages"),
            )
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(photos=self.object.public_photos, **kwargs)

    def others(self, context):
        it = self.object
        pictured = (photo.place for photo in it.public_photos)
        return chain(it.public_places, it.public_products, it.public_events, pictured)
