"""Old maps: a scanned sheet, and the points that say where it lies."""

from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.contrib.gis.db import models
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hub.shared.dates import InOrder, PartialDateField
from hub.shared.fields import CharField, TextField
from partners.models import ActionGroup
from places.maps.files import preview_path, tiles_path
from places.models.map_work import MapWork, MapWorkQuerySet
from places.rights import RightsStatement

if TYPE_CHECKING:
    from partners.models import User

MOST_OFFERED = 60
LONGITUDE = [MinValueValidator(-180), MaxValueValidator(180)]
# Where the web's map of the world ends.
LATITUDE = [MinValueValidator(-85.05), MaxValueValidator(85.05)]


class HistoricMapQuerySet(MapWorkQuerySet):
    def published(self) -> Self:
        return self.filter(published__isnull=False)

    def managed_by(self, user: "User") -> Self:
        """Sheets of the user's action groups. A superuser manages every sheet."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)

    def for_the_map(self) -> Self:
        """What the map page offers to lay over it: a list one can still read."""
        return self.published().select_related("group").oldest_first()[:MOST_OFFERED]

    def oldest_first(self) -> Self:
        """By the date on the sheet; those without one come last."""
        return self.order_by((InOrder("dated")).asc(), "pk")


class HistoricMap(MapWork):
    """One sheet of an old map. Visitors see it once it has tiles and is published."""

    class Transformation(models.TextChoices):
        POLYNOMIAL_1 = "polynomial1", _("keep straight lines straight (3 points)")
        POLYNOMIAL_2 = "polynomial2", _("bend a little (6 points)")
        SPLINE = "thinPlateSpline", _("stretch to fit every point (6 points)")

    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        related_name="historic_maps",
        verbose_name=_("group"),
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True, editable=False)
    title = CharField(_("title"), max_length=200)
    description = TextField(_("description"), blank=True)
    dated = PartialDateField(
        _("date of the map"),
        blank=True,
        help_text=_("1935, about 1935, 1930s, before 1944, 24.05.1935"),
    )
    author = CharField(_("drawn or published by"), max_length=200, blank=True)
    source = CharField(
        _("where the sheet is kept"),
        max_length=200,
        blank=True,
        help_text=_("library or archive, and the number of the sheet there"),
    )
    source_url = models.URLField(_("its page there"), blank=True)
    rights = models.CharField(
        _("rights"),
        max_length=12,
        choices=RightsStatement,
        default=RightsStatement.NOT_EVALUATED,
    )
    published = models.DateTimeField(_("shown since"), null=True, editable=False)

    # The scan, as it was uploaded.
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField(_("bytes"), default=0, editable=False)
    format = models.CharField(_("format"), max_length=4, blank=True, editable=False)
    # What the worker has read of it; nothing yet: `None`.
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    knows_place = models.BooleanField(
        _("the file says where it lies"), default=False, editable=False
    )
    transformation = models.CharField(
        _("fit"),
        max_length=15,
        choices=Transformation,
        default=Transformation.POLYNOMIAL_1,
        editable=False,
    )

    # Corners of the map on the scan, [x, y] in pixels; none: all of the scan is map.
    mask = models.JSONField(_("edge of the map"), default=list, editable=False)

    # The tiles that are shown, and where they lie.
    token = models.CharField(max_length=32, blank=True, editable=False)
    area = models.PolygonField(null=True, editable=False)
    min_zoom = models.PositiveSmallIntegerField(default=0, editable=False)
    max_zoom = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = HistoricMapQuerySet.as_manager()

    class Meta:
        verbose_name = _("old map")
        verbose_name_plural = _("old maps")
        constraints = [
            models.CheckConstraint(
                name="published_map_has_tiles",
                condition=Q(published=None) | ~Q(token=""),
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=~Q(work=""), name="map_waits_for_worker"
            )
        ]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("places:old-map", args=[self.slug])

    @property
    def source_language(self) -> str:
        return self.group.source_language

    @property
    def rights_statement(self) -> RightsStatement:
        return RightsStatement(self.rights)

    @property
    def is_prepared(self) -> bool:
        """Whether the scan was read: points can be set on its picture."""
        return self.width is not None

    @property
    def tiles_address(self) -> str:
        """Where the tiles are, for Leaflet. It changes with them."""
        stem = f"/tiles/maps/{self.slug}/{{z}}/{{x}}/{{y}}.webp"
        return f"{stem}?v={self.token[:8]}"

    @property
    def picture_address(self) -> str:
        """The small picture of the whole sheet."""
        return f"/media/maps/{self.slug}.webp?v={self.sha256[:8]}"

    @property
    def box(self) -> str:
        """West, south, east, north in degrees, for the page's script."""
        return ",".join(f"{edge:.6f}" for edge in self.area.extent)

    @property
    def tiles_file(self) -> Path:
        return tiles_path(self.token)

    def preview_file(self, edge: int) -> Path:
        """The picture of the scan with this long edge; see `places.maps.files`."""
        return preview_path(self.sha256, edge)


class GroundControlPoint(models.Model):
    """One spot that is known on the scan (pixels) and on Earth (degrees, WGS 84)."""

    map = models.ForeignKey(HistoricMap, models.CASCADE, related_name="points")
    x = models.FloatField(_("right, in pixels"), validators=[MinValueValidator(0)])
    y = models.FloatField(_("down, in pixels"), validators=[MinValueValidator(0)])
    lon = models.FloatField(_("longitude"), validators=LONGITUDE)
    lat = models.FloatField(_("latitude"), validators=LATITUDE)

    class Meta:
        verbose_name = _("control point")
        verbose_name_plural = _("control points")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.x:.0f}, {self.y:.0f} → {self.lon:.5f}, {self.lat:.5f}"
