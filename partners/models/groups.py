from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.gis.geos import Point
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.colour import contrast
from hub.shared.fields import CharField, TextField
from partners.models.territories import Territory

if TYPE_CHECKING:
    from datetime import date

    from partners.models.users import User

PAPER = "#FAF6EE"
MADDER = "#A3242F"
EUROPE = ("Europe/", "Asia/Nicosia", "Atlantic/")


def european_zones() -> list[tuple[str, str]]:
    """The clocks a group may live by (IANA names)."""
    names = sorted(available_timezones())
    return [(name, name) for name in names if name.startswith(EUROPE)]


def validate_accent(value: str) -> None:
    """An accent must be readable on our paper: 4.5:1 (WCAG 2.2, 1.4.3)."""
    try:
        readable = contrast(value, PAPER) >= 4.5
    except ValueError:
        raise ValidationError(_("Write the colour as #RRGGBB.")) from None
    if not readable:
        raise ValidationError(
            _("This colour is too pale to be read. Choose a darker one.")
        )


class OrganisationQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """The organisations behind the user's action groups."""
        if user.is_superuser:
            return self
        return self.filter(action_group__memberships__user=user)


class Organisation(models.Model):
    """An LAG, municipality, museum, chitalishte, company … that does something here."""

    class Kind(models.TextChoices):
        LAG = "lag", _("Local Action Group")
        MUNICIPALITY = "municipality", _("municipality")
        MUSEUM = "museum", _("museum")
        CHITALISHTE = "chitalishte", _("chitalishte (community centre)")
        NGO = "ngo", _("non-governmental organisation")
        SCHOOL = "school", _("school")
        MEDIA = "media", _("media")
        COMPANY = "company", _("company")
        UNIVERSITY = "university", _("university")
        OTHER = "other", _("other")

    name = CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    country = models.ForeignKey(
        Territory,
        models.PROTECT,
        related_name="+",
        limit_choices_to={"level": Territory.Level.COUNTRY},
        verbose_name=_("country"),
    )
    territories = models.ManyToManyField(
        Territory,
        blank=True,
        related_name="organisations",
        verbose_name=_("territories"),
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=settings.LANGUAGES),
        default=list,
        blank=True,
        verbose_name=_("languages"),
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("public e-mail"), blank=True)
    phone = models.CharField(_("public telephone"), max_length=40, blank=True)
    address = CharField(_("address"), max_length=200, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.name


class ActionGroupQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(is_published=True)

    def managed_by(self, user: "User") -> Self:
        """The user's action groups. A superuser manages every one."""
        if user.is_superuser:
            return self
        return self.filter(memberships__user=user)

    def with_settlement_count(self) -> Self:
        """How many settlements the group's territory has today."""
        current = GroupSettlement.objects.current().filter(group=OuterRef("pk"))
        counted = current.order_by().values("group").annotate(n=Count("pk"))
        return self.annotate(
            settlement_count=Coalesce(Subquery(counted.values("n")), 0)
        )

    def of_settlement(self, territory: Territory) -> Self:
        """The groups whose territory holds the settlement today."""
        current = GroupSettlement.objects.current().filter(settlement=territory)
        return self.filter(pk__in=current.values("group"))

    def country_code(self) -> str | None:
        """The country they are all of (ISO 3166); `None`: several, or no group."""
        codes = self.order_by().values_list("organisation__country__code", flat=True)
        found = list(codes.distinct()[:2])
        return found[0] if len(found) == 1 else None

    def covering(self, point: Point) -> Self:
        """The groups on whose land the point lies today."""
        return self.filter(area__covers=point)


class ActionGroup(models.Model):
    """The organisation that owns content and moderates it."""

    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        related_name="action_group",
        verbose_name=_("organisation"),
    )
    name = CharField(_("short name"), max_length=120)
    slug = models.SlugField(_("address"), unique=True)
    summary = TextField(_("summary"), blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="bg"
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default=MADDER,
        validators=[validate_accent],
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=european_zones,
        default=settings.TIME_ZONE,
    )
    is_published = models.BooleanField(_("shown to visitors"), default=True)
    settlements = models.ManyToManyField(
        Territory,
        through="GroupSettlement",
        related_name="action_groups",
        verbose_name=_("settlements"),
    )
    area = models.MultiPolygonField(_("area"), null=True, blank=True, editable=False)

    objects = ActionGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("action group")
        verbose_name_plural = _("action groups")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("group-detail", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        """The clock that its days and hours go by."""
        return ZoneInfo(self.time_zone)

    @property
    def today(self) -> "date":
        return timezone.localdate(timezone=self.zone)


class GroupSettlementQuerySet(models.QuerySet):
    def current(self) -> Self:
        today = timezone.localdate()
        return self.filter(
            Q(since=None) | Q(since__lte=today), Q(until=None) | Q(until__gt=today)
        )

    def managed_by(self, user: "User") -> Self:
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)


class GroupSettlement(models.Model):
    """A settlement belongs to a group's territory from one day until another."""

    group = models.ForeignKey(
        ActionGroup, models.CASCADE, related_name="territory", verbose_name=_("group")
    )
    settlement = models.ForeignKey(
        Territory,
        models.PROTECT,
        related_name="group_settlements",
        verbose_name=_("settlement"),
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until (that day no longer)"), null=True, blank=True)

    objects = GroupSettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("settlement of the territory")
        verbose_name_plural = _("territory")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "settlement", "since"],
                name="settlement_joins_a_group_once_a_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gt=F("since")),
                name="settlement_leaves_after_it_joined",
            ),
        ]

    def __str__(self):
        return str(self.settlement)


class MembershipQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)


class Membership(models.Model):
    """A person's part in an action group. One person may belong to several."""

    class Role(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        EDITOR = "editor", _("editor")
        COORDINATOR = "coordinator", _("coordinator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("member of staff"),
    )
    group = models.ForeignKey(
        ActionGroup, models.CASCADE, related_name="memberships", verbose_name=_("group")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group"], name="one_role_in_a_group"
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.group}"
