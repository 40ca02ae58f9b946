from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.gis.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.claims import nobody_works_on_it
from hub.shared.dates import PartialDate, PartialDateField
from hub.shared.fields import CharField, TextField
from partners.models import ActionGroup
from places.models.coverage import covering_triggers
from places.models.rendering import Rendered, RenderingQuerySet
from places.rights import RightsStatement

if TYPE_CHECKING:
    from partners.models import User

# A picture so many years old shows another time.
OLD_YEARS = 20


class PhotoQuerySet(RenderingQuerySet):
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
            nobody_works_on_it(),
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


class Photo(Rendered):
    """A photograph of one place; its original is private, unchanged, kept."""

    class Reason(models.TextChoices):
        BLURRED = "blurred", _("it is blurred or too dark")
        WRONG_PLACE = "wrong_place", _("it does not show this place")
        PEOPLE = "people", _("people can be recognised who did not agree")
        NOT_OWN = "not_own", _("we cannot tell whether the author agrees")
        DUPLICATE = "duplicate", _("we have this picture already")
        UNSUITABLE = "unsuitable", _("it does not belong on this portal")
        OTHER = "other", _("another reason")

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
    def when(self) -> PartialDate | None:
        """When it was taken, as well as it is known and confirmed."""
        return self.dated or (PartialDate.of_day(self.taken) if self.taken else None)

    @property
    def is_old(self) -> bool:
        """Whether somebody may want to see the same spot as it is today."""
        when = self.when
        return when is not None and when.year <= timezone.now().year - OLD_YEARS

    @property
    def files_go(self) -> datetime | None:
        """When the files of a photo that is over will be deleted."""
        if self.state not in self.OVER or self.purged:
            return None
        begun = self.decided or self.received
        return begun + timedelta(days=settings.HUB_OVER_PHOTO_DAYS)
