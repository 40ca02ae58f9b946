from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.gis.db import models
from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.dates import PartialDate, PartialDateField
from hub.shared.fields import CharField, TextField
from partners.models import ActionGroup
from places.models.coverage import covering_triggers
from places.photos.edits import Edits
from places.photos.names import RECIPE, rendition_name, token_of
from places.photos.quality import BLURRED_BELOW, DARK_BELOW, Quality
from places.rights import RightsStatement

if TYPE_CHECKING:
    from partners.models import User

MAX_ATTEMPTS = 3
# A picture so many years old shows another time.
OLD_YEARS = 20


class PhotoQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Which visitors may see: approved, rendered, at a published place."""
        return self.filter(
            state=Photo.State.APPROVED, recipe__gt=0, place__published__isnull=False
        )

    def reportable(self) -> Self:
        """Of which somebody may say that it is wrong: on a page now, or hidden."""
        return self.filter(
            state__in=[Photo.State.APPROVED, Photo.State.HIDDEN],
            place__published__isnull=False,
        ).select_related("place")

    def managed_by(self, user: "User") -> Self:
        """Photos of the user's action groups. A superuser manages every photo."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)

    def pending(self) -> Self:
        return self.filter(state=Photo.State.PENDING)

    def over_for(self, days: int) -> Self:
        """Refused, taken back or unreadable for so many days, and kept still."""
        now = timezone.now()
        until = now - timedelta(days=days)
        return self.filter(
            Q(decided__lt=until) | Q(decided=None, received__lt=until),
            Q(lease_until=None) | Q(lease_until__lt=now),
            state__in=Photo.OVER,
            purged=None,
        )

    def undecided(self) -> Self:
        """Which a moderator may decide on, or has asked the sender about."""
        return self.filter(state__in=[Photo.State.PENDING, Photo.State.NEEDS_INFO])

    def publishable(self) -> Self:
        """Which may be shown as soon as a moderator says so.

        They have a place; and where children are concerned, a guardian has agreed.
        """
        return self.undecided().filter(place__isnull=False, awaits_guardian=False)

    def newest_wide(self) -> Self:
        """Fit to stand across a page: wide and large. Newest first."""
        wide = self.filter(width__gte=1280, height__lte=F("width"))
        return wide.order_by("-decided", "-pk")

    def due(self) -> Self:
        """Whose renditions are to be made, and that nobody is making now.

        A photo that has its renditions is due when the recipe has changed, or when
        `make_again` set the moment not to begin before.
        """
        now = timezone.now()
        wanted = Q(recipe__lt=RECIPE) | Q(not_before__isnull=False)
        return self.filter(
            Q(state__in=Photo.UNFINISHED) | Q(wanted, state__in=Photo.KEPT, problem=""),
            Q(lease_until=None) | Q(lease_until__lt=now),
            Q(not_before=None) | Q(not_before__lte=now),
        ).order_by("pk")

    def make_again(self) -> int:
        """Have the renditions of photos that keep them made anew."""
        return self.filter(state__in=Photo.KEPT).update(
            not_before=timezone.now(), attempts=0, lease_until=None, problem=""
        )

    def take_up_again(self) -> int:
        """Give photos that were given up, and could be made after all, another try."""
        self.make_again()
        given_up = self.filter(state=Photo.State.QUARANTINED, purged=None)
        return given_up.update(
            state=Photo.State.RECEIVED, attempts=0, not_before=None, problem=""
        )

    @transaction.atomic
    def claim(self, photo_id: int) -> "Photo | None":
        """Take a due photo for this worker and count the attempt; `None`: not due.

        A photo that has used up its attempts is quarantined instead: it has killed
        its workers.
        """
        photo = self.due().select_for_update(skip_locked=True).filter(pk=photo_id)
        photo = photo.first()
        if photo is None:
            return None
        if photo.attempts >= MAX_ATTEMPTS:
            photo.quarantine(photo.problem or Photo.Problem.KILLED_WORKER)
            return None
        photo.attempts += 1
        photo.lease_until = timezone.now() + timedelta(
            seconds=settings.HUB_LEASE_SECONDS
        )
        if photo.state == Photo.State.RECEIVED:
            photo.state = Photo.State.PROCESSING
        photo.save(update_fields=["attempts", "lease_until", "state"])
        return photo

    def twins_of(self, photo: "Photo") -> Self:
        """Other photos with the same bytes, or that look alike at the same place."""
        alike = Q(pk__in=[])
        if photo.dhash is not None and photo.place_id:
            alike = Q(place=photo.place_id, difference__lte=NEAR)
        return (
            self.exclude(pk=photo.pk)
            .exclude(state=Photo.State.QUARANTINED)
            .annotate(difference=HashDifference(F("dhash"), photo.dhash or 0))
            .filter(Q(sha256=photo.sha256) | alike)
        )


# Difference hashes (64 bits) this close show the same scene.
NEAR = 6


class HashDifference(models.Func):
    """In how many of their 64 bits two difference hashes differ."""

    template = "bit_count((%(expressions)s)::bit(64))"
    arg_joiner = " # "
    output_field = models.BigIntegerField()


class Photo(models.Model):
    """A photograph of one place; its original is private, unchanged, kept."""

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

    class Reason(models.TextChoices):
        BLURRED = "blurred", _("it is blurred or too dark")
        WRONG_PLACE = "wrong_place", _("it does not show this place")
        PEOPLE = "people", _("people can be recognised who did not agree")
        NOT_OWN = "not_own", _("we cannot tell whether the author agrees")
        DUPLICATE = "duplicate", _("we have this picture already")
        UNSUITABLE = "unsuitable", _("it does not belong on this portal")
        OTHER = "other", _("another reason")

    class Problem(models.TextChoices):
        UNREADABLE = "unreadable", _("the file is damaged or is not a picture")
        TRUNCATED = "truncated", _("the file is cut off: part of it is missing")
        TOO_LARGE = "too_large", _("the picture has too many pixels")
        OUT_OF_MEMORY = "out_of_memory", _("the picture needs too much memory")
        KILLED_WORKER = "killed_worker", _("the picture stopped the program thrice")
        ORIGINAL_MISSING = "original_missing", _("the original file is missing")

    place = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("place"),
    )
    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("group"),
    )
    submission = models.ForeignKey(
        "interest_forms.Submission",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("submission"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

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
    reason = models.CharField(
        _("reason"), max_length=11, choices=Reason, blank=True, editable=False
    )
    reason_text = TextField(
        _("reason, as the sender reads it"), blank=True, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    first_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("first approved by"),
    )
    decided = models.DateTimeField(_("decided"), null=True, editable=False)
    received = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    purged = models.DateTimeField(
        _("files deleted"),
        null=True,
        editable=False,
        help_text=_("when the original, its sizes and its words were deleted"),
    )

    caption = CharField(_("what it shows"), max_length=200, blank=True)
    credit = CharField(_("name under the photo"), max_length=100, blank=True)
    rights = models.CharField(
        _("rights"),
        max_length=12,
        choices=RightsStatement,
        default=RightsStatement.CC_BY_SA,
    )
    taken = models.DateField(_("taken on"), null=True, blank=True)
    dated = PartialDateField(
        _("date of an old picture"),
        blank=True,
        help_text=_("1935, about 1935, 1930s, before 1944, 24.05.1935"),
    )
    awaits_guardian = models.BooleanField(
        _("a guardian has to agree"), default=False, editable=False
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.CheckConstraint(
                name="approved_photo_awaits_no_guardian",
                condition=~Q(state="approved") | Q(awaits_guardian=False),
            ),
            models.CheckConstraint(
                name="declined_photo_states_its_reason",
                condition=~Q(state="declined") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="quarantined_photo_states_its_problem",
                condition=~Q(state="quarantined") | ~Q(problem=""),
            ),
            models.CheckConstraint(
                name="rendered_photo_has_its_token",
                condition=Q(recipe=0) | ~Q(token=""),
            ),
            models.CheckConstraint(
                name="only_a_photo_that_is_over_is_purged",
                condition=Q(purged=None)
                | Q(recipe=0, state__in=["declined", "withdrawn", "quarantined"]),
            ),
            models.CheckConstraint(
                name="photo_has_one_date",
                condition=Q(taken=None) | Q(dated=""),
                violation_error_message=_(
                    "Write one date: the day, or what is known of an old picture."
                ),
            ),
            models.UniqueConstraint(
                fields=["submission", "sha256"],
                name="photo_comes_once_in_a_submission",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=["received", "processing"]),
                name="photo_waits_for_worker",
            ),
            models.Index(
                fields=["place", "position"],
                condition=Q(state="approved"),
                name="photo_public_of_place",
            ),
            models.Index(
                fields=["-decided", "-id"],
                condition=Q(state="approved"),
                name="photo_shown_last",
            ),
            models.Index(
                fields=["submission"],
                condition=Q(state__in=["pending", "needs_info"]),
                name="photo_waits_for_moderator",
            ),
            models.Index(
                fields=["decided"],
                condition=Q(
                    state__in=["declined", "withdrawn", "quarantined"], purged=None
                ),
                name="photo_waits_for_purge",
            ),
        ]
        triggers = covering_triggers()

    def __str__(self):
        return self.caption or f"#{self.pk}"

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
    def when(self) -> PartialDate | None:
        """When it was taken, as well as it is known and confirmed."""
        return self.dated or (PartialDate.of_day(self.taken) if self.taken else None)

    @property
    def is_old(self) -> bool:
        """Whether somebody may want to see the same spot as it is today."""
        when = self.when
        return when is not None and when.year <= timezone.now().year - OLD_YEARS

    @property
    def is_blurred(self) -> bool:
        """Measured so; `False` while it is not measured."""
        return self.sharpness is not None and self.sharpness < BLURRED_BELOW

    @property
    def is_dark(self) -> bool:
        """Measured so; `False` while it is not measured."""
        return self.brightness is not None and self.brightness < DARK_BELOW

    @property
    def files_go(self) -> datetime | None:
        """When the files of a photo that is over will be deleted."""
        if self.state not in self.OVER or self.purged:
            return None
        begun = self.decided or self.received
        return begun + timedelta(days=settings.HUB_OVER_PHOTO_DAYS)

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
        mine = Photo.objects.filter(pk=self.pk, lease_until=self.lease_until)
        if not mine.update(lease_until=None, **changes):
            return False
        self.refresh_from_db()
        return True

    def _when_unfinished(self, state: str) -> Case:
        """The next state of a photo that nobody withdrew while it was worked on."""
        return Case(
            When(state__in=self.UNFINISHED, then=Value(state)), default=F("state")
        )
