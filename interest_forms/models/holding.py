from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Holdable(models.Model):
    """What somebody sent, and whether it waits apart because a program may have."""

    class Held(models.TextChoices):
        TOO_FAST = "too_fast", _("sent within seconds of opening the form")
        HONEYPOT = "honeypot", _("a field that people do not see was filled in")
        TOO_MANY = "too_many", _("very many from one address")
        REPLAY = "replay", _("one form, sent again with other pictures and words")
        PARALLEL = "parallel", _("many forms opened in one moment")
        SAME_FILE = "samefile", _("the same picture in several forms")
        NETWORK = "network", _("very many from one network")
        PLAIN = "plain", _("many from one address without the page's script")
        FLOOD = "flood", _("a flood of forms without the page's script")
        SAME_TEXT = "sametext", _("the same sentence in several forms")
        LINKS = "links", _("a web address in the text")
        LINK_NAME = "linkname", _("a web address for a name")
        PROGRAM = "program", _("sent as programs send, not browsers")
        NO_SCRIPT = "noscript", _("the page's script did not run")

    held = models.CharField(
        _("held for checking"), max_length=8, choices=Held, blank=True, editable=False
    )
    # Everything that spoke for holding it, the weightiest first.
    signs = ArrayField(
        models.CharField(max_length=8), default=list, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def held_words(self) -> list[str]:
        """Why it is held, for moderators."""
        return [str(self.Held(sign).label) for sign in self.signs or [self.held]]
