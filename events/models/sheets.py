from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.occurrences import Occurrence
from events.models.series import MeetingSeries
from hub.shared.claims import Claimed, ClaimedQuerySet

if TYPE_CHECKING:
    from partners.models import User


class PrintedSheetQuerySet(ClaimedQuerySet):
    """Sheets as visitors, staff and workers look for them."""

    def managed_by(self, user: "User") -> Self:
        """Of meetings and series of the user's groups. A superuser's: all."""
        if user.is_superuser:
            return self
        return self.filter(
            Q(occurrence__in=Occurrence.objects.managed_by(user))
            | Q(series__in=MeetingSeries.objects.managed_by(user))
        )

    def of(self, subjects: Iterable[Occurrence | MeetingSeries]) -> Self:
        subjects = list(subjects)
        dates = [one for one in subjects if isinstance(one, Occurrence)]
        series = [one for one in subjects if isinstance(one, MeetingSeries)]
        return self.filter(Q(occurrence__in=dates) | Q(series__in=series))

    def public(self) -> Self:
        """Posters, whole, of what visitors may see."""
        return self.filter(
            Q(occurrence__in=Occurrence.objects.public())
            | Q(series__published__isnull=False),
            kind=PrintedSheet.Kind.POSTER,
            state=PrintedSheet.State.READY,
        )

    def with_subjects(self) -> Self:
        """Fetch what they tell of."""
        return self.select_related(
            "occurrence__event__group__organisation",
            "occurrence__event__organiser",
            "occurrence__event__series__group",
            "occurrence__event__territory__parent",
            "occurrence__tradition__group__organisation",
            "series__group__organisation",
        )

    def over(self) -> Self:
        """Those with people's names, some days after they were made."""
        days = timedelta(days=settings.HUB_CERTIFICATE_DAYS)
        kind = PrintedSheet.Kind.CERTIFICATE
        return self.filter(kind=kind, made__lt=timezone.now() - days)

    def due(self) -> Self:
        return super().due().with_subjects()


class PrintedSheet(Claimed):
    """A PDF to be printed, of one date or of a whole series, in one language.

    `digest` is what the file tells, as a check sum, and names the file: a sheet whose
    date has changed since is not handed out, but made anew.
    """

    class Kind(models.TextChoices):
        POSTER = "poster", _("poster")
        SIGN_IN = "sign_in", _("attendance sheet")
        CERTIFICATE = "certificate", _("certificates of attendance")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a file", "waits for a worker")
        MAKING = "making", pgettext_lazy("a file", "is being made")
        READY = "ready", pgettext_lazy("a file", "ready")
        FAILED = "failed", pgettext_lazy("a file", "could not be made")

    UNFINISHED = (State.WAITING, State.MAKING)

    class Problem(models.TextChoices):
        DRAWING = "drawing", _("it could not be drawn; the worker's log says why")
        DISK_FULL = "disk_full", _("the disk is full")
        KILLED_WORKER = "killed_worker", _("the work was broken off three times")

    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    occurrence = models.ForeignKey(
        Occurrence, models.CASCADE, null=True, related_name="sheets"
    )
    series = models.ForeignKey(
        MeetingSeries, models.CASCADE, null=True, related_name="sheets"
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    problem = models.CharField(max_length=13, choices=Problem, blank=True)
    digest = models.CharField(max_length=32, blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)
    made = models.DateTimeField(null=True)
    # The portal's content version at which the file was seen to tell what is true.
    checked = models.PositiveBigIntegerField(default=0)

    objects = PrintedSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("sheet to print")
        verbose_name_plural = _("sheets to print")
        constraints = [
            models.CheckConstraint(
                name="sheet_is_of_one_thing",
                condition=Q(occurrence=None, series__isnull=False)
                | Q(occurrence__isnull=False, series=None),
            ),
            models.CheckConstraint(
                name="failed_sheet_states_its_problem",
                condition=~Q(state="failed") | ~Q(problem=""),
            ),
            models.UniqueConstraint(
                fields=["occurrence", "kind", "language"],
                name="date_has_one_sheet_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["series", "kind", "language"],
                name="series_has_one_sheet_of_a_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state__in=["waiting", "making"]),
                name="sheet_due",
            ),
            models.Index(fields=["checked"], name="sheet_checked"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.subject} ({self.language})"

    @property
    def subject(self) -> Occurrence | MeetingSeries:
        """What it is about."""
        return self.occurrence or self.series

    @property
    def group_id(self) -> int | None:
        return self.subject.group_id

    def keep(self, **made: Any) -> bool:
        """It is ready; `False`: another worker has taken it, or it is not wanted."""
        state = self.State.READY
        return bool(self.mine().update(state=state, lease_until=None, **made))
