from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from hub.shared.fields import TextField


class OnlineAccess(models.Model):
    """How those who are registered get into an event that is held online.

    It is a table of its own so that no page, feed or file reads it by the way: only
    the staff of the group and the registered see it, and no audit entry tells it.
    """

    event = models.OneToOneField(
        Event, models.CASCADE, related_name="online_access", verbose_name=_("event")
    )
    link = models.URLField(_("link"), max_length=500)
    words = TextField(
        _("what else one needs"),
        blank=True,
        help_text=_("The number of the meeting and its password, for instance."),
    )

    class Meta:
        verbose_name = _("link to the online meeting")
        verbose_name_plural = _("link to the online meeting")

    def __str__(self):
        # It stands in lists and messages: not the link.
        return str(self.event)

    @property
    def source_language(self) -> str:
        return self.event.source_language
