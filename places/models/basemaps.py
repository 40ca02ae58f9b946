import secrets
from pathlib import Path
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.claims import Claimed, ClaimedQuerySet
from hub.shared.text import slugify_name
from hub.shared.versions import raise_versions

# Folders: the files for readers, and what they are made from.
PUBLIC, WORK = "public", "work"


def new_name(region: str) -> str:
    """A name that no other map has: its file may be kept for ever by readers."""
    return f"{slugify_name(region, 37, 'map')}-{secrets.token_hex(6)}"


class BasemapQuerySet(ClaimedQuerySet):
    def ready(self) -> Self:
        """Whose file is whole and may be read."""
        return self.filter(state=Basemap.State.READY)

    @transaction.atomic
    def show(self, one: "Basemap | None") -> None:
        """Put this one on all maps, instead of the one that is there."""
        self.filter(is_shown=True).update(is_shown=False)
        if one is not None:
            self.ready().filter(pk=one.pk).update(is_shown=True)
        raise_versions([])


class Basemap(Claimed):
    """A base map of a region, made by a worker from an extract of OpenStreetMap."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a worker")
        BUILDING = "building", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")
        CANCELLED = "cancelled", _("cancelled")

    UNFINISHED = (State.WAITING, State.BUILDING)
    # Ended before it was ready; may be taken up again.
    ENDED = (State.FAILED, State.CANCELLED)

    class Problem(models.TextChoices):
        NO_TILEMAKER = "no_tilemaker", _("the program tilemaker is not installed")
        NO_EXTRACT = "no_extract", _("the extract is missing: load it once more")
        BAD_EXTRACT = "bad_extract", _("the extract is damaged or cut off")
        NOTHING_THERE = "nothing_there", _("the extract holds nothing in this box")
        DISK_FULL = "disk_full", _("the disk is full")
        STOPPED = "stopped", _("tilemaker gave up; the worker's log says why")
        KILLED_WORKER = "killed_worker", _("the work was broken off three times")

    name = models.SlugField(_("name"), unique=True, editable=False)
    # West, south, east, north in degrees; empty: what the extract says of itself.
    bbox = ArrayField(
        models.FloatField(), size=4, null=True, editable=False, verbose_name=_("box")
    )
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.WAITING, editable=False
    )
    progress = models.PositiveSmallIntegerField(
        _("percent done"), default=0, editable=False
    )
    problem = models.CharField(
        _("problem"), max_length=13, choices=Problem, blank=True, editable=False
    )
    asked = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    finished = models.DateTimeField(_("finished"), null=True, editable=False)
    size = models.BigIntegerField(_("bytes"), null=True, editable=False)
    seconds = models.FloatField(_("seconds of work"), null=True, editable=False)
    is_shown = models.BooleanField(_("on the maps"), default=False, editable=False)

    objects = BasemapQuerySet.as_manager()

    class Meta:
        verbose_name = _("base map")
        verbose_name_plural = _("base maps")
        constraints = [
            models.UniqueConstraint(
                fields=["is_shown"],
                condition=Q(is_shown=True),
                name="one_basemap_is_shown",
            ),
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(state="ready"),
                name="shown_basemap_is_ready",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""),
                name="failed_basemap_states_its_problem",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def path(self) -> Path:
        """The file that readers get."""
        return settings.HUB_BASEMAPS / PUBLIC / f"{self.name}.pmtiles"

    def work_path(self, extension: str) -> Path:
        """A file or folder that is needed until the map is ready."""
        return settings.HUB_BASEMAPS / WORK / f"{self.name}.{extension}"

    @property
    def extract(self) -> Path:
        """Our copy of the extract, kept until the map is ready or cancelled."""
        return self.work_path("osm.pbf")

    def give_up(self, problem: str) -> None:
        self.mine().update(
            state=self.State.FAILED,
            lease_until=None,
            problem=problem,
            finished=timezone.now(),
        )
