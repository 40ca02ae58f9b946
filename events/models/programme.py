from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Deferrable, F, Func, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.events import Event
from hub.shared.fields import CharField, TextField

if TYPE_CHECKING:
    from hub.shared.small_pictures import SmallPicture

MOST_DAYS = 14


class Moment(Func):
    """A day of the event (1: its first) and an hour, as something to compare."""

    template = "('2000-01-01'::date + %(expressions)s)"
    arg_joiner = " + "
    output_field = models.DateTimeField()


# From when until when: the one is of the session, the other no longer.
DURING = Func(
    *(Moment(F("day"), F("hour")), Moment(F("day"), F("last_hour"))),
    function="tsrange",
    output_field=DateTimeRangeField(),
)


class Part(models.Model):
    """A part of one event's programme, in the language of its group."""

    class Meta:
        abstract = True

    @property
    def source_language(self) -> str:
        return self.event.source_language


class Room(Part):
    """Where some of the sessions of an event are held."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="rooms")
    name = CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["pk"]

    def __str__(self):
        return self.name


class Speaker(Part):
    """Somebody who speaks at an event, as the programme tells of her."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="speakers")
    name = CharField(_("name"), max_length=120)
    organisation = CharField(_("organisation"), max_length=160, blank=True)
    about = TextField(
        _("about her or him"), blank=True, help_text=_("Two or three sentences.")
    )
    portrait_agreed = models.BooleanField(
        _("agrees that the picture is shown"), default=False
    )
    portrait = models.BinaryField(null=True, editable=False)
    portrait_digest = models.CharField(max_length=16, editable=False)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="speaker_in_a_picture_agreed",
                condition=Q(portrait=None) | Q(portrait_agreed=True),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def portrait_url(self) -> str:
        return f"/media/speakers/{self.pk}-{self.portrait_digest}.webp"

    def set_portrait(self, picture: "SmallPicture | None") -> None:
        self.portrait = picture.content if picture else None
        self.portrait_digest = picture.digest if picture else ""


class SessionQuerySet(models.QuerySet):
    def in_order(self):
        """In the order of the days; what begins together, room by room."""
        return self.order_by("day", "hour", F("room").asc(nulls_first=True), "pk")

    def with_parts(self):
        speakers = Speaker.objects.defer("portrait")
        return self.select_related("room").prefetch_related(
            Prefetch("speakers", speakers)
        )


class Session(Part):
    """A talk, a panel, a workshop or a break of an event's programme.

    Its hours are told by the clock of the event's group.
    """

    class Kind(models.TextChoices):
        TALK = "talk", _("talk")
        PANEL = "panel", _("panel discussion")
        WORKSHOP = "workshop", _("workshop")
        BREAK = "break", pgettext_lazy("in a programme", "break")

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions")
    day = models.PositiveSmallIntegerField(
        _("day of the event"),
        default=1,
        help_text=_("1 is its first day."),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    hour = models.TimeField(_("begins at"))
    last_hour = models.TimeField(_("ends at"))
    room = models.ForeignKey(
        Room,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("room"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.TALK)
    title = CharField(_("title"), max_length=200)
    text = TextField(_("what it is about"), blank=True)
    speakers = models.ManyToManyField(
        Speaker, blank=True, related_name="sessions", verbose_name=_("speakers")
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(last_hour__gt=F("hour")),
                violation_error_message=_("It would end before it begins."),
            ),
            # At the commit: two sessions may change their hours at once.
            ExclusionConstraint(
                name="sessions_of_a_room_do_not_overlap",
                expressions=[
                    (F("event"), RangeOperators.EQUAL),
                    (Coalesce(F("room"), 0), RangeOperators.EQUAL),
                    (DURING, RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.title

    def overlaps(self, other: "Session") -> bool:
        """Whether the one has not ended when the other begins."""
        return (
            self.day == other.day
            and self.hour < other.last_hour
            and other.hour < self.last_hour
        )


class Programme(Event):
    """An event, to be looked at as what happens in which room and who speaks."""

    class Meta:
        proxy = True
        verbose_name = _("programme of an event")
        verbose_name_plural = _("programmes of events")


def sessions_in_order() -> Prefetch:
    """For a queryset of events: the sessions with rooms and speakers."""
    return Prefetch("sessions", Session.objects.in_order().with_parts())
