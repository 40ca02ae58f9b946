"""What is held in the next 30 days: its list, and the page of each event and custom."""

from collections.abc import Iterator

from django.urls import reverse

from events.models import Event
from events.views import EventDetail, TraditionDetail
from hub.packs.coming import coming
from hub.packs.contents.drawing import drawn
from hub.packs.contents.item import Item, Kind
from hub.packs.views import KeptEvents
from partners.models import ActionGroup


def events(group: ActionGroup) -> Iterator[Item]:
    yield drawn(KeptEvents, reverse("events:event-list"), f"group={group.slug}")
    dates = coming(group).select_related("event", "tradition")
    # Each once, however often it is held.
    for what in dict.fromkeys(date.what for date in dates):
        view = EventDetail if isinstance(what, Event) else TraditionDetail
        address = what.get_absolute_url()
        yield drawn(view, address, kind=Kind.EVENT, slug=what.slug, pk=what.pk)
