from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.traditions import Tradition
from hub.shared.fields import CharField, NamesField, TextField
from hub.shared.spelling import holds, holds_as_written
from partners.models import Organisation, Territory
from places.models import Place
from places.models.shown import PUBLISHED, Shown, ShownQuerySet


class EventQuerySet(ShownQuerySet):
    def matching(self, text: str) -> Self:
        """Whose names hold the words, in any of our scripts."""
        # The words of villages and places are known, and guessed where misspelled.
        return self.filter(holds(text) | holds_as_written(text))

    def listed(self):
        """What a card shows, with where it is."""
        return self.select_related(
            "group", "place__group", "territory__parent", "tradition__group"
        )


class Event(Shown):
    """Something people come together for: once, or on days that return."""

    page = "event-detail"

    class Kind(models.TextChoices):
        SABOR = "sabor", _("village gathering")
        FAIR = "fair", pgettext_lazy("an event", "fair")
        FESTIVAL = "festival", _("festival")
        FEAST = "feast", _("feast")
        CONCERT = "concert", _("concert")
        MEETING = "meeting", _("information meeting")
        CONFERENCE = "conference", _("conference")
        WORKSHOP = "workshop", _("workshop")
        DISCUSSION = "discussion", _("discussion")
        VISIT = "visit", _("study visit")

    class Attended(models.TextChoices):
        __empty__ = _("on the spot")
        ONLINE = "online", pgettext_lazy("how one takes part", "online")
        BOTH = "both", _("on the spot and online")

    class Entry(models.TextChoices):
        FREE = "free", pgettext_lazy("entry", "free")
        PAID = "paid", pgettext_lazy("entry", "paid")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    summary = TextField(_("summary"), blank=True)
    story = TextField(_("about it"), blank=True)
    programme = TextField(
        _("programme"),
        blank=True,
        help_text=_("One line for each hour: 10:00 Procession to the chapel"),
    )
    organiser = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("organiser"),
    )
    tradition = models.ForeignKey(
        Tradition,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("tradition"),
    )
    series = models.ForeignKey(
        "events.MeetingSeries",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("series of meetings"),
    )
    place = models.ForeignKey(
        Place,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("place"),
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("settlement"),
    )
    venue = CharField(
        _("venue"),
        max_length=200,
        blank=True,
        help_text=_("As people call it: the square, the school, the meadow."),
    )
    directions = TextField(_("how to get there"), blank=True)
    attended = models.CharField(
        _("how one takes part"), max_length=6, choices=Attended, blank=True
    )
    # The hours of each day it is held on; none: the whole day.
    hour = models.TimeField(_("begins at"), null=True, blank=True)
    last_hour = models.TimeField(_("ends at"), null=True, blank=True)
    entry = models.CharField(_("entry"), max_length=4, choices=Entry, blank=True)
    price = models.DecimalField(
        _("price, EUR"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    accessibility = TextField(_("accessibility"), blank=True)
    phone = models.CharField(_("public telephone"), max_length=40, blank=True)
    email = models.EmailField(_("public e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    search = NamesField()
    # By what it is known again when its calendar is imported once more.
    source = CharField(
        _("key in its calendar"), max_length=200, blank=True, editable=False
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "source"],
                condition=~Q(source=""),
                name="event_is_imported_once_a_group",
            ),
            models.CheckConstraint(
                name="event_that_ends_begins",
                condition=Q(last_hour=None) | Q(hour__isnull=False),
                violation_error_message=_("Say at what hour it begins, too."),
            ),
            models.CheckConstraint(
                name="event_with_a_price_is_paid",
                condition=Q(price=None) | Q(entry="paid"),
                violation_error_message=_("There is a price: the entry is paid, then."),
            ),
        ]
        indexes = [
            GinIndex(OpClass("search", name="gin_trgm_ops"), name="event_search_trgm"),
            models.Index(
                fields=["-published", "-id"], condition=PUBLISHED, name="event_newest"
            ),
        ]

    @property
    def is_online(self) -> bool:
        """Whether one can take part from afar; perhaps on the spot, too."""
        return bool(self.attended)
