"""A photograph as workers know it: its file, its sizes, and which of them are due."""

from datetime import timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.claims import MAX_ATTEMPTS, next_lease, nobody_works_on_it
from places.photos.edits import Edits
from places.photos.names import RECIPE, rendition_name, token_of
from places.photos.quality import BLURRED_BELOW, DARK_BELOW, Quality


class RenderingQuerySet(models.QuerySet):
    """The rows are the queue: which photos are due, and who has taken one."""

    def due(self) -> Self:
        """Whose renditions are to be made, and that nobody is making now.

        A photo that has its renditions is due when the recipe has changed, or when
        `make_again` set the moment not to begin before.
        """
        now = timezone.now()
        wanted = Q(recipe__lt=RECIPE) | Q(not_before__isnull=False)
        return self.filter(
            Q(state__in=Rendered.UNFINISHED)
            | Q(wanted, state__in=Rendered.KEPT, problem=""),
            nobody_works_on_it(),
            Q(not_before=None) | Q(not_before__lte=now),
        ).order_by("pk")

    def make_again(self) -> int:
        """Have the renditions of photos that keep them made anew."""
        return self.filter(state__in=Rendered.KEPT).update(
            not_before=timezone.now(), attempts=0, lease_until=None, problem=""
        )

    def take_up_again(self) -> int:
        """Give photos that were given up, and could be made after all, another try."""
        self.make_again()
        given_up = self.filter(state=Rendered.State.QUARANTINED, purged=None)
        return given_up.update(
            state=Rendered.State.RECEIVED, attempts=0, not_before=None, problem=""
        )

    @transaction.atomic
    def claim(self, photo_id: int) -> "Rendered | None":
        """Take a due photo for this worker and count the attempt; `None`: not due.

        A photo that has used up its attempts is quarantined instead: it has killed
        its workers.
        """
        photo = self.due().select_for_update(skip_locked=True).filter(pk=photo_id)
        photo = photo.first()
        if photo is None:
            return None
        if photo.attempts >= MAX_ATTEMPTS:
            photo.quarantine(photo.problem or Rendered.Problem.KILLED_WORKER)
            return None
        photo.attempts += 1
        photo.lease_until = next_lease()
        if photo.state == Rendered.State.RECEIVED:
            photo.state = Rendered.State.PROCESSING
        photo.save(update_fields=["attempts", "lease_until", "state"])
        return photo


class Rendered(models.Model):
    """What a worker is given of a photo, and what it makes of it."""

    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        PROCESSING = "processing", _("being prepared")
        PENDING = "pending", _("waiting for review")
        APPROVED = "approved", _("published")
        DECLINED = "declined", _("declined")
        NEEDS_INFO = "needs_info", _("question asked")
        WITHDRAWN = "withdrawn", _("withdrawn")
        HIDDEN = "hidden", _("hidden")
        QUARANTINED = "quarantined", _("cannot be read")

    # States in which renditions are made for the first time.
    UNFINISHED = (State.RECEIVED, State.PROCESSING)
    # States in which renditions are kept ready.
    KEPT = (State.PENDING, State.APPROVED, State.NEEDS_INFO, State.HIDDEN)
    # States after which the files are deleted when their time is over.
    OVER = (State.DECLINED, State.WITHDRAWN, State.QUARANTINED)

    class Problem(models.TextChoices):
        UNREADABLE = "unreadable", _("the file is damaged or is not a picture")
        TRUNCATED = "truncated", _("the file is cut off: part of it is missing")
        TOO_LARGE = "too_large", _("the picture has too many pixels")
        OUT_OF_MEMORY = "out_of_memory", _("the picture needs too much memory")
        KILLED_WORKER = "killed_worker", _("the picture stopped the program thrice")
        ORIGINAL_MISSING = "original_missing", _("the original file is missing")

    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    format = models.CharField(_("format"), max_length=4, editable=False)
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    colour = models.CharField(max_length=7, blank=True, editable=False)
    dhash = models.BigIntegerField(null=True, editable=False)
    sharpness = models.PositiveIntegerField(_("sharpness"), null=True, editable=False)
    brightness = models.PositiveSmallIntegerField(
        _("brightness"), null=True, editable=False
    )
    recipe = models.PositiveSmallIntegerField(default=0, editable=False)
    edits = models.JSONField(_("edits"), default=dict, blank=True, editable=False)
    token = models.CharField(max_length=32, blank=True, editable=False, db_index=True)

    state = models.CharField(
        _("state"),
        max_length=11,
        choices=State,
        default=State.RECEIVED,
        editable=False,
    )
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    not_before = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(
        _("problem"), max_length=16, choices=Problem, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_rendered(self) -> bool:
        return self.recipe > 0

    @property
    def is_kept(self) -> bool:
        """Whether renditions of it are kept ready."""
        return self.state in self.KEPT

    @property
    def instructions(self) -> Edits:
        return Edits.of(self.edits)

    @property
    def token_to_make(self) -> str:
        """The token its renditions get when they are made now."""
        return token_of(self.sha256, RECIPE, self.instructions.key)

    @property
    def is_blurred(self) -> bool:
        """Measured so; `False` while it is not measured."""
        return self.sharpness is not None and self.sharpness < BLURRED_BELOW

    @property
    def is_dark(self) -> bool:
        """Measured so; `False` while it is not measured."""
        return self.brightness is not None and self.brightness < DARK_BELOW

    def rendition_name(self, width: int, extension: str) -> str:
        """The file name of one rendition; see `places.photos.names`."""
        return rendition_name(self.token, width, extension)

    def mark_rendered(
        self, *, width: int, height: int, colour: str, dhash: int, quality: Quality
    ) -> bool:
        """The renditions are there: a new photo goes to the moderators."""
        return self._finish(
            width=width,
            height=height,
            colour=colour,
            dhash=dhash,
            sharpness=quality.sharpness,
            brightness=quality.brightness,
            recipe=RECIPE,
            token=self.token_to_make,
            attempts=0,
            not_before=None,
            problem="",
            state=self._when_unfinished(self.State.PENDING),
        )

    def quarantine(self, problem: str) -> bool:
        """Give up on a file that cannot be decoded, and say why.

        A photo that was rendered before keeps its state and its old renditions.
        """
        return self._finish(
            problem=problem,
            attempts=MAX_ATTEMPTS,
            not_before=None,
            state=self._when_unfinished(self.State.QUARANTINED),
        )

    def wait(self, seconds: int, *, attempts: int) -> bool:
        """Try again later: the fault may pass."""
        return self._finish(
            not_before=timezone.now() + timedelta(seconds=seconds), attempts=attempts
        )

    def _finish(self, **changes: Any) -> bool:
        """End this worker's claim; `False` if it was lost to another one meanwhile.

        Only the named columns are written: what the sender or a moderator did in the
        meantime stays.
        """
        mine = type(self).objects.filter(pk=self.pk, lease_until=self.lease_until)
        if not mine.update(lease_until=None, **changes):
            return False
        self.refresh_from_db()
        return True

    def _when_unfinished(self, state: str) -> Case:
        """The next state of a photo that nobody withdrew while it was worked on."""
        return Case(
            When(state__in=self.UNFINISHED, then=Value(state)), default=F("state")
        )
