"""What the group's staff think and say of a form, and what became of it."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event, Tradition
from hub.shared.fields import CharField, TextField
from interest_forms.models.interest import ExpressionOfInterest
from partners.models import ActionGroup
from places.models import Place, Product
from places.models.shown import Shown

if TYPE_CHECKING:
    from partners.models import User

MOST_POINTS = 5
HEAVIEST = 10


class CriterionQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Criteria of the user's action groups. A superuser manages every one."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)


class Criterion(models.Model):
    """What a group asks of an object before it chooses it, and how much that weighs."""

    group = models.ForeignKey(
        ActionGroup,
        models.CASCADE,
        related_name="interest_criteria",
        verbose_name=_("group"),
    )
    name = CharField(_("name"), max_length=120)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(HEAVIEST)],
        help_text=_("From 1 to 10: what weighs 2 counts twice."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="criterion_weighs_something",
                condition=Q(weight__range=(1, HEAVIEST)),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def source_language(self) -> str:
        return self.group.source_language


class Score(models.Model):
    """How well a form meets a criterion, as one of two people sees it: 0 to 5."""

    form = models.ForeignKey(
        ExpressionOfInterest, models.CASCADE, related_name="scores"
    )
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="scores")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("points"))

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(
                fields=["form", "criterion", "by"], name="one_scores_a_criterion_once"
            ),
            models.CheckConstraint(
                name="score_is_within_its_scale",
                condition=Q(points__range=(0, MOST_POINTS)),
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points}"


class StaffNote(models.Model):
    """What the staff tell one another about a form. The applicant never reads it."""

    form = models.ForeignKey(ExpressionOfInterest, models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    text = TextField(_("text"), max_length=1000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:60]


class InterestObject(models.Model):
    """What was made of a form: a place, an event, a tradition or a product."""

    PARTS = ("place", "event", "tradition", "product")

    form = models.OneToOneField(
        ExpressionOfInterest, models.CASCADE, related_name="made"
    )
    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="made_of"
    )
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="made_of"
    )
    tradition = models.ForeignKey(
        Tradition, models.CASCADE, null=True, blank=True, related_name="made_of"
    )
    product = models.ForeignKey(
        Product, models.CASCADE, null=True, blank=True, related_name="made_of"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("object made of a form")
        verbose_name_plural = _("objects made of forms")
        constraints = [
            models.CheckConstraint(
                name="one_thing_is_made_of_a_form",
                condition=Q(
                    Q(place__isnull=False, event=None, tradition=None, product=None)
                    | Q(place=None, event__isnull=False, tradition=None, product=None)
                    | Q(place=None, event=None, tradition__isnull=False, product=None)
                    | Q(place=None, event=None, tradition=None, product__isnull=False)
                ),
            )
        ]

    def __str__(self):
        return str(self.thing)

    @property
    def thing(self) -> Shown:
        """The place, event, tradition or product."""
        return next(filter(None, (getattr(self, part) for part in self.PARTS)))
