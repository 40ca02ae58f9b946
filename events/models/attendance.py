"""Who was at a meeting, apart from who had said she would come.

Entries are written once: what was a mistake is withdrawn by a further row. Names stand
apart, with the person, and are deleted when their time is over; what was counted stays.
"""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.attendance_sheets import AttendanceSheet
from events.models.occurrences import Occurrence
from events.models.registrations import Registration
from hub.shared.fields import CharField
from hub.shared.text import fold
from partners.models import ActionGroup

if TYPE_CHECKING:
    from partners.models import User


def written_once() -> pgtrigger.Protect:
    """Rows of the table are never changed and never deleted."""
    return pgtrigger.Protect(
        name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
    )


def person_key(name: str, village: str) -> str:
    """The same for the same person, however her name is written."""
    return f"{fold(name)}|{fold(village)}"[:300]


class AttendeeQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """People who were at meetings of the user's groups. A superuser's: all."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)

    def unseen_since(self, moment) -> Self:
        """Whose name is still there, and who was nowhere since that moment."""
        seen = Attendance.objects.filter(entered__gte=moment).values("attendee")
        return self.filter(forgotten=None).exclude(pk__in=seen)

    def forget(self) -> int:
        """Delete what tells who they are; that each is one person stays."""
        return self.update(
            name="", village="", organisation="", key="", forgotten=timezone.now()
        )


class Attendee(models.Model):
    """A person whom a group has seen at its meetings: for the group alone."""

    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        null=True,
        related_name="attendees",
        verbose_name=_("action group"),
    )
    name = CharField(_("name"), max_length=120)
    village = CharField(_("village"), max_length=120, blank=True)
    organisation = CharField(_("organisation"), max_length=160, blank=True)
    # By name and village the person is known again at the next meeting.
    key = models.CharField(max_length=300, blank=True, editable=False)
    forgotten = models.DateTimeField(_("name deleted"), null=True, editable=False)

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("person at a meeting")
        verbose_name_plural = _("people at meetings")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "key"],
                condition=~Q(key=""),
                name="person_is_known_once_in_a_group",
            ),
            models.CheckConstraint(
                name="person_has_a_name_until_it_is_deleted",
                condition=Q(forgotten=None) ^ Q(name=""),
            ),
        ]

    def __str__(self):
        return self.name or str(_("name deleted"))


class AttendanceQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Of meetings of the user's groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(occurrence__event__group__memberships__user=user)

    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawal=None)


class Attendance(models.Model):
    """One person was at one meeting. Written once; withdrawn by a further row."""

    class How(models.TextChoices):
        SCAN = "scan", pgettext_lazy("how attendance was taken", "by her code")
        LIST = "list", pgettext_lazy("how attendance was taken", "from the list")
        WALK_IN = "walk_in", pgettext_lazy("how attendance was taken", "at the door")
        SHEET = "sheet", pgettext_lazy("how attendance was taken", "from the paper")

    class Gender(models.TextChoices):
        WOMAN = "woman", _("woman")
        MAN = "man", pgettext_lazy("a person", "man")

    occurrence = models.ForeignKey(
        Occurrence,
        models.PROTECT,
        related_name="attendances",
        verbose_name=_("meeting"),
    )
    attendee = models.ForeignKey(
        Attendee,
        models.PROTECT,
        related_name="attendances",
        verbose_name=_("person"),
    )
    how = models.CharField(_("taken"), max_length=7, choices=How)
    registration = models.ForeignKey(
        Registration,
        models.PROTECT,
        null=True,
        related_name="attendances",
        verbose_name=_("registration"),
    )
    sheet = models.ForeignKey(
        AttendanceSheet,
        models.PROTECT,
        null=True,
        related_name="entries",
        verbose_name=_("signed sheet"),
    )
    # Only as people said it themselves.
    gender = models.CharField(
        _("woman or man"), max_length=5, choices=Gender, blank=True
    )
    is_under_30 = models.BooleanField(_("under 30 years"), default=False)
    # When she was there by the clock of the phone, which may have had no signal.
    taken = models.DateTimeField(default=timezone.now)
    entered = models.DateTimeField(_("entered"), default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    # Of the form or the phone: what is sent twice is entered once.
    nonce = models.UUIDField()

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = pgettext_lazy("several", "attendance")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "nonce"], name="attendance_is_entered_once"
            )
        ]
        triggers = [written_once()]

    def __str__(self):
        return f"{self.attendee}, {self.occurrence_id}"


class AttendanceWithdrawal(models.Model):
    """An entry that was a mistake."""

    entry = models.OneToOneField(Attendance, models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("withdrawn attendance")
        verbose_name_plural = pgettext_lazy("several", "withdrawn attendance")
        triggers = [written_once()]

    def __str__(self):
        return str(self.entry_id)


class HeadCount(models.Model):
    """How many people sat there, counted by heads. The last count is the one told."""

    occurrence = models.ForeignKey(
        Occurrence, models.PROTECT, related_name="head_counts"
    )
    number = models.PositiveSmallIntegerField(_("people who were there"))
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("head-count")
        verbose_name_plural = _("head-counts")
        ordering = ["-pk"]
        triggers = [written_once()]

    def __str__(self):
        return str(self.number)
