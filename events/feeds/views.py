"""Calendars to subscribe to, and one event's own file."""

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import condition

from events.feeds.asked import FeedFilter
from events.feeds.calendars import dates_of, written
from events.models import Event
from hub.shared.pages import kept_by_proxies
from hub.shared.translation import translated
from hub.shared.versions import current_version

# Raised when the same rows are written in another way.
RECIPE = 2


def version_etag(request, *args, **kwargs) -> str:
    """What a calendar is made from: the portal's content, and the day."""
    return f'"{RECIPE}-{current_version()}-{timezone.localdate():%Y%m%d}"'


@kept_by_proxies
@condition(etag_func=version_etag)
def events_feed(request, language):
    """All dates, or those of a group, a place, a tradition, a kind of event."""
    asked = FeedFilter(request.GET)
    with override(language):
        title = asked.title
    return calendar_response(
        written(dates_of(asked.apply()), title, language), "events"
    )


@kept_by_proxies
@condition(etag_func=version_etag)
def event_file(request, slug, pk):
    """One event, to be put into a calendar."""
    event = get_object_or_404(Event.objects.published().select_related("group"), pk=pk)
    title = translated(event, "name").value
    keys = dates_of(event.occurrences.all())
    return calendar_response(written(keys, title, get_language()), event.slug)


def calendar_response(pieces, name):
    response = StreamingHttpResponse(
        pieces, content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
