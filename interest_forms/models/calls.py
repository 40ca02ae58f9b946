from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField, TextField
from partners.clocks import today_of
from partners.models import ActionGroup, Territory

if TYPE_CHECKING:
    from partners.models import User

# Pages that stand where the calls stand.
TAKEN = ("schedule", "sent")


class Sought(models.TextChoices):
    """What a group looks for, and a resident offers to have filmed or digitised."""

    LANDMARK = "landmark", _("a landmark")
    EVENT = "event", _("a feast or another event")
    PRODUCT = "product", _("a local product")
    TRADITION = "tradition", _("a tradition or a craft")
    BUSINESS = "business", _("a business open to visitors")
    STORY = "story", _("a story that somebody tells")
    ARCHIVE = "archive", _("old photographs or papers")


class InterestCallQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Calls of the user's action groups. A superuser manages every one."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)

    def published(self) -> Self:
        return self.filter(is_published=True, group__is_published=True)

    def open(self) -> Self:
        """Published, and taking forms today, by the clock of its group."""
        today = today_of("group")
        return self.published().filter(
            Q(opens__lte=today), Q(closes=None) | Q(closes__gte=today)
        )


class InterestCall(models.Model):
    """A group's invitation to residents: what it seeks, from whom, until when."""

    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        related_name="interest_calls",
        verbose_name=_("group"),
    )
    name = CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), unique=True)
    introduction = TextField(_("what is sought"), blank=True)
    eligibility = TextField(_("who may apply"), blank=True)
    kinds = ArrayField(
        models.CharField(max_length=9, choices=Sought),
        verbose_name=_("kinds"),
        default=list,
        blank=True,
        help_text=_("None chosen: every kind."),
    )
    opens = models.DateField(_("opens on"), default=timezone.localdate)
    closes = models.DateField(_("last day"), null=True, blank=True)
    is_published = models.BooleanField(_("shown"), default=False)

    objects = InterestCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for interest")
        verbose_name_plural = _("calls for interest")
        ordering = ["-opens", "pk"]
        constraints = [
            models.CheckConstraint(
                name="call_closes_after_it_opens",
                condition=Q(closes=None) | Q(closes__gte=F("opens")),
            ),
            models.CheckConstraint(
                name="call_has_an_address_of_its_own",
                condition=~Q(slug__in=TAKEN),
                violation_error_message=_(
                    "A page of the portal has this address. Choose another one."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("interest_forms:interest-call", args=[self.slug])

    @property
    def is_open(self) -> bool:
        """Whether it takes forms today."""
        return self.was_open_on(self.group.today)

    def was_open_on(self, day: date) -> bool:
        return self.opens <= day and (self.closes is None or day <= self.closes)

    @property
    def is_over(self) -> bool:
        return self.closes is not None and self.closes < self.group.today

    @property
    def sought(self) -> list[str]:
        """The kinds it seeks, in words."""
        return [str(Sought(kind).label) for kind in self.kinds or Sought.values]


class CallQuota(models.Model):
    """How many objects a call may choose of a kind, in a village, or both."""

    call = models.ForeignKey(InterestCall, models.CASCADE, related_name="quotas")
    kind = models.CharField(_("kind"), max_length=9, choices=Sought, blank=True)
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settlement"),
    )
    most = models.PositiveSmallIntegerField(_("at most"))

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "kind", "territory"],
                name="call_has_one_quota_for_each",
                nulls_distinct=False,
            )
        ]

    def __str__(self):
        return f"{self.label}: {self.most}"

    @property
    def label(self) -> str:
        """Of what, and where: no number."""
        parts = [self.get_kind_display(), str(self.territory or "")]
        return ", ".join(filter(None, parts)) or gettext("altogether")
