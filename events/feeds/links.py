"""The calendars that an event or a tradition is in, to subscribe to."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from events.feeds.asked import feed_path
from events.models import Event, Tradition
from hub.shared.translation import translated


@dataclass(frozen=True, slots=True)
class Subscription:
    """A calendar: in words, and where it is."""

    words: str
    path: str

    @property
    def webcal(self) -> str:
        """The address that calendar programs know as theirs."""
        return f"webcal://{urlsplit(settings.SITE_URL).netloc}{self.path}"


def subscriptions_of(what: Event | Tradition) -> list[Subscription]:
    """From the near to the far: the tradition, the place, the kind, the group."""
    found = []
    tradition = what if isinstance(what, Tradition) else what.tradition
    if tradition and tradition.published:
        found.append((translated(tradition, "name").value, {"tradition": tradition.pk}))
    if isinstance(what, Event):
        if what.place and what.place.published:
            found.append(
                (translated(what.place, "name").value, {"place": what.place.pk})
            )
        found.append((what.get_kind_display(), {"kind": what.kind}))
    if what.group and what.group.is_published:
        found.append((translated(what.group, "name").value, {"group": what.group.slug}))
    found.append((_("the whole portal"), {}))
    return [Subscription(words, feed_path(**wanted)) for words, wanted in found]
