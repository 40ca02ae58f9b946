from collections.abc import Sequence
from typing import Self

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point, Polygon
from django.contrib.gis.measure import D
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.core.validators import MinValueValidator
from django.db.models import F, Func, Prefetch, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField, TextField
from hub.shared.spelling import holds
from partners.models import Territory
from places.models.categories import Category
from places.models.cells import noting_triggers
from places.models.coverage import NEVER, KeptByDatabase, wanted_since
from places.models.photos import Photo
from places.models.shown import PUBLISHED, Shown, ShownQuerySet, months_of_season
from places.weave import pattern_digest


def pattern_path(pk: int) -> str:
    """The address of a place's woven pattern. It changes when the drawing does."""
    return f"/patterns/{pk}-{pattern_digest(pk)}.svg"


# Distances in degrees would be wrong: a degree east is shorter than one north.
GLOBE = models.PointField(geography=True)
ON_THE_GLOBE = Cast("public_point", GLOBE)


class PlaceQuerySet(ShownQuerySet):
    def in_order(self, pks: Sequence[int]) -> Self:
        """Those with these numbers, in the order of the numbers."""
        order = Func(Value(list(pks)), F("pk"), function="array_position")
        return self.filter(pk__in=pks).order_by(order)

    def of_category(self, category: Category) -> Self:
        return self.filter(category__in=Category.objects.within(category))

    def in_territory(self, territory: Territory) -> Self:
        return self.filter(territory__in=Territory.objects.within(territory))

    def matching(self, text: str) -> Self:
        """Whose names hold the words, in any of our scripts, or nearly so."""
        return self.filter(holds(text))

    def shown_in(self, box: Polygon) -> Self:
        """Which visitors see inside the box (by the public point)."""
        return self.filter(public_point__coveredby=box)

    def open_in(self, month: int) -> Self:
        """Not closed for good, and not out of season in that month (1 to 12)."""
        bit = F("open_months").bitand(1 << month - 1)
        return self.alias(open_then=bit).filter(open_then__gt=0)

    def near(self, point: Point, metres: int) -> Self:
        """Within the distance of the point, nearest first, as visitors see them."""
        return (
            self.filter(
                # Degrees, generous up to 63° north; the exact circle follows.
                public_point__dwithin=(point, metres / 50_000),
                public_point__distance_lte=(point, D(m=metres)),
            )
            .annotate(distance=Distance("public_point", point))
            .order_by("distance", "pk")
        )

    def nearest(self, point: Point, number: int) -> Self:
        """So many at most, nearest first, as visitors see them; found by the index."""
        ends = [ON_THE_GLOBE, Cast(Value(point, models.PointField()), GLOBE)]
        away = Func(*ends, arg_joiner=" <-> ", template="%(expressions)s")
        measured = self.annotate(distance=Distance("public_point", point))
        return measured.order_by(away)[:number]

    def with_card(self) -> Self:
        """Fetch what a card shows, and one photo into `place.cover`."""
        covers = Photo.objects.public().order_by("place", "position", "pk")
        return self.select_related(
            "category", "group", "territory__parent"
        ).prefetch_related(Prefetch("photos", covers.distinct("place"), "covers"))

    def with_public_photos(self) -> Self:
        """Fetch the photos visitors may see into `place.public_photos`."""
        photos = Photo.objects.public().order_by("position", "pk")
        return self.prefetch_related(Prefetch("photos", photos, "public_photos"))


class Place(Shown):
    """A landmark, site, workshop … on the map. Visitors see it once published."""

    page = "place-detail"

    class Precision(models.TextChoices):
        EXACT = "exact", _("exact")
        KILOMETRE = "1km", _("to 1 km")
        SETTLEMENT = "settlement", _("only the settlement")

    class Certainty(models.TextChoices):
        CERTAIN = "certain", _("certain")
        PROBABLE = "probable", _("probable")
        DISPUTED = "disputed", _("disputed")

    class Condition(models.TextChoices):
        GOOD = "good", _("good")
        FAIR = "fair", _("fair")
        POOR = "poor", _("poor")
        RUIN = "ruin", _("ruin")
        LOST = "lost", _("lost")

    class Access(models.TextChoices):
        FREE = "free", _("free")
        PAID = "paid", _("paid")
        APPOINTMENT = "appointment", _("by appointment")
        CLOSED = "closed", _("closed")

    summary = TextField(_("summary"), blank=True)
    story = TextField(_("story"), blank=True)
    directions = TextField(_("how to get there"), blank=True)
    opening = TextField(_("opening times"), blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="places", verbose_name=_("category")
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("settlement"),
    )
    point = models.PointField(_("position"))
    needs_two_people = models.BooleanField(
        _("fragile: two people approve"),
        default=False,
        help_text=_("A photo is shown once two different people have approved it."),
    )
    precision = models.CharField(
        _("position shown to visitors"),
        max_length=10,
        choices=Precision,
        default=Precision.EXACT,
    )
    public_point = models.PointField(editable=False)

    period_begin = models.SmallIntegerField(_("from year"), null=True, blank=True)
    period_end = models.SmallIntegerField(_("to year"), null=True, blank=True)
    period_label = CharField(_("period in words"), max_length=120, blank=True)
    period_certainty = models.CharField(
        _("certainty of the period"), max_length=8, choices=Certainty, blank=True
    )
    condition = models.CharField(
        _("condition"), max_length=4, choices=Condition, blank=True
    )
    protection_register = CharField(_("register"), max_length=120, blank=True)
    protection_code = models.CharField(_("code there"), max_length=40, blank=True)
    protection_category = CharField(_("protection category"), max_length=80, blank=True)
    protection_act = CharField(_("legal act"), max_length=120, blank=True)

    access = models.CharField(_("access"), max_length=11, choices=Access, blank=True)
    price = models.DecimalField(
        _("price, EUR"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    season = months_of_season()
    visit_minutes = models.PositiveSmallIntegerField(
        _("length of a visit, minutes"), null=True, blank=True
    )
    elevation = models.SmallIntegerField(_("elevation, m"), null=True, blank=True)
    step_free = models.BooleanField(_("step-free"), null=True, blank=True)
    toilet = models.BooleanField(_("accessible toilet"), null=True, blank=True)
    parking = models.BooleanField(_("accessible parking"), null=True, blank=True)
    bench = models.BooleanField(_("bench"), null=True, blank=True)
    guide_dog = models.BooleanField(_("guide dogs welcome"), null=True, blank=True)
    audio = models.BooleanField(_("audio guide"), null=True, blank=True)

    contact = CharField(_("public contact"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    wikidata = models.CharField(_("Wikidata id"), max_length=20, blank=True)
    osm = models.CharField(_("OpenStreetMap id"), max_length=30, blank=True)
    external_id = models.CharField(
        _("id in the source"), max_length=80, blank=True, editable=False
    )
    sources = TextField(_("sources"), blank=True)
    confirmed = models.DateField(_("last confirmed on"), null=True, blank=True)
    search = models.TextField(default="", editable=False)
    # The days of its newest public photos; see `places.models.coverage`.
    photographed = KeptByDatabase()
    photographed_in_winter = KeptByDatabase()
    wanted_since = models.GeneratedField(
        expression=wanted_since(), output_field=models.DateField(), db_persist=True
    )
    # The smallest cell of the map it is shown in; see `places.models.cells`.
    cell = models.GeneratedField(
        expression=Func("public_point", function="places_cell"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    # The months it is open in, a bit each: all, if nothing says otherwise.
    open_months = models.GeneratedField(
        expression=Func("access", "condition", "season", function="places_open_months"),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                name="fuzzed_place_hides_its_point",
                condition=Q(precision="exact") | ~Q(public_point__same_as=F("point")),
            ),
            models.CheckConstraint(
                name="period_begins_before_it_ends",
                condition=Q(period_begin=None)
                | Q(period_end=None)
                | Q(period_begin__lte=F("period_end")),
            ),
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~Q(external_id=""),
                name="place_is_imported_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published", "-id"],
                condition=PUBLISHED,
                name="place_newest",
            ),
            models.Index(
                fields=["group", "-published", "-id"],
                condition=PUBLISHED,
                name="place_newest_of_group",
            ),
            models.Index(
                fields=["category", "-published", "-id"],
                condition=PUBLISHED,
                name="place_newest_of_category",
            ),
            models.Index(
                fields=["territory", "-published", "-id"],
                condition=PUBLISHED,
                name="place_newest_of_territory",
            ),
            models.Index(
                fields=["wanted_since", "-id"],
                condition=PUBLISHED,
                name="place_wanted",
            ),
            models.Index(
                fields=["photographed", "-id"],
                condition=PUBLISHED,
                name="place_photographed",
            ),
            models.Index(
                fields=["photographed", "-id"],
                condition=PUBLISHED & Q(photographed_in_winter=NEVER),
                name="place_wanted_in_winter",
            ),
            models.Index(fields=["cell"], condition=PUBLISHED, name="place_cell"),
            GistIndex(ON_THE_GLOBE, condition=PUBLISHED, name="place_nearest"),
            GinIndex(OpClass("search", name="gin_trgm_ops"), name="place_search_trgm"),
        ]
        triggers = noting_triggers()

    @property
    def country(self) -> str:
        """The ISO 3166 code of its country; empty where that is not known."""
        return self.territory.country if self.territory else ""

    @property
    def is_lost(self) -> bool:
        """Whether it is not there any more."""
        return self.condition == self.Condition.LOST

    @property
    def is_protected(self) -> bool:
        """Whether a register of monuments or cultural values holds the place."""
        return bool(
            self.protection_register
            or self.protection_code
            or self.protection_category
            or self.protection_act
        )

    @property
    def cover(self) -> Photo | None:
        """The first public photo, as fetched by `with_card`."""
        return self.covers[0] if self.covers else None

    @property
    def pattern_url(self) -> str:
        """The woven pattern that stands for the place until it has a photo."""
        return pattern_path(self.pk)
