"""A sheet as workers know it: what is to be made of it, and who makes it now."""

from datetime import timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.claims import MAX_ATTEMPTS, LostClaim, next_lease, nobody_works_on_it


class MapWorkQuerySet(models.QuerySet):
    """The rows are the queue: which sheets are due, and who has taken one."""

    def due(self) -> Self:
        now = timezone.now()
        return self.exclude(work="").filter(
            nobody_works_on_it(),
            Q(not_before=None) | Q(not_before__lte=now),
        )

    def ask_for(self, work: str) -> int:
        """Have the sheets worked on from the beginning, by whoever is free."""
        return self.update(
            work=work,
            attempts=0,
            lease_until=None,
            not_before=None,
            problem="",
            progress=0,
        )

    @transaction.atomic
    def claim(self, map_id: int, work: str) -> "MapWork | None":
        """Take a sheet due for this work and count the attempt; `None`: not due."""
        due = self.due().select_for_update(skip_locked=True, of=["self"])
        sheet = due.filter(pk=map_id, work=work).first()
        if sheet is None:
            return None
        if sheet.attempts >= MAX_ATTEMPTS:
            sheet.give_up(MapWork.Problem.KILLED_WORKER)
            return None
        sheet.attempts += 1
        sheet.lease_until = next_lease()
        sheet.save(update_fields=["attempts", "lease_until"])
        return sheet


class MapWork(models.Model):
    """What a worker is to make of a sheet, and how far it has come."""

    class Work(models.TextChoices):
        NOTHING = "", _("nothing to do")
        PREPARE = "prepare", _("the scan is being read")
        CUT = "cut", _("the map is being made")

    class Problem(models.TextChoices):
        UNREADABLE = "unreadable", _("the file is damaged or is not a picture")
        TOO_LARGE = "too_large", _("the scan has more than 100 megapixels")
        COLOURS = "colours", _("we do not know its colours: save it as RGB")
        OUT_OF_MEMORY = "out_of_memory", _("the picture needs too much memory")
        TOO_FEW = "too_few", _("the points are too few for this way of bending")
        ONE_LINE = "one_line", _("the points lie in one line: set some beside it")
        OFF_EARTH = "off_earth", _("by its points the sheet lies off the Earth")
        MISSING = "missing", _("the original file is missing")
        KILLED_WORKER = "killed_worker", _("the picture stopped the program thrice")

    work = models.CharField(
        max_length=7, choices=Work, blank=True, default=Work.NOTHING, editable=False
    )
    progress = models.PositiveSmallIntegerField(
        _("done, in per cent"), default=0, editable=False
    )
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    not_before = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(
        _("problem"), max_length=13, choices=Problem, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def note_progress(self, per_cent: int) -> None:
        """Keep the claim a while longer; `LostClaim` when it is not ours any more."""
        lease = next_lease()
        if not self._mine().update(progress=per_cent, lease_until=lease):
            raise LostClaim
        self.progress, self.lease_until = per_cent, lease

    def finish(self, **made: Any) -> None:
        """The work is done and `made` is its result; `LostClaim`: nobody wants it."""
        done = {"work": "", "lease_until": None, "attempts": 0, "problem": ""}
        if not self._mine().update(**done, **made):
            raise LostClaim
        self.refresh_from_db()

    def give_up(self, problem: str) -> None:
        """Trying again would not help: say why. What was made before stays."""
        self._mine().update(work="", lease_until=None, problem=problem)

    def wait(self, seconds: int) -> None:
        """Try again later: the fault may pass."""
        moment = timezone.now() + timedelta(seconds=seconds)
        self._mine().update(lease_until=None, not_before=moment)

    def _mine(self) -> models.QuerySet:
        rows = type(self)._base_manager  # noqa: SLF001 -- Django's own way
        # While it is being claimed the row is locked, and has no lease or an old one.
        return rows.filter(pk=self.pk, work=self.work, attempts=self.attempts).filter(
            Q(lease_until=self.lease_until)
        )
