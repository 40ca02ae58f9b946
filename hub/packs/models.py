from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.packs.words import contents_in_words
from hub.shared.claims import Claimed, ClaimedQuerySet, LostClaim, next_lease
from hub.shared.versions import raise_versions
from partners.models import ActionGroup

if TYPE_CHECKING:
    from partners.models import User


class OfflinePackQuerySet(ClaimedQuerySet):
    """Packs as visitors, staff and workers look for them."""

    def managed_by(self, user: "User") -> Self:
        """Packs of the user's action groups. A superuser manages every one."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)

    def published(self) -> Self:
        """Which visitors may have: made once at least, of a group that is shown."""
        return self.filter(version__gt=0, group__is_published=True)

    def due(self) -> Self:
        return super().due().select_related("group")

    @transaction.atomic
    def ask_for_all(self) -> None:
        """A pack in each language for each group that is shown; no other is kept."""
        groups = ActionGroup.objects.published()
        self.exclude(group__in=groups).delete()
        self.bulk_create(
            (
                OfflinePack(group=group, language=code)
                for group in groups
                for code, _name in settings.LANGUAGES
            ),
            ignore_conflicts=True,
        )
        self.ask_again()


class OfflinePack(Claimed):
    """What one group shows, in one language, to be read without signal.

    `files` is the manifest: the address of each file → its hash (SHA-256), its bytes,
    its content type, and whether it is gzipped. What visitors have stays until the
    next version is whole.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a worker")
        MAKING = "making", _("being made")
        READY = "ready", pgettext_lazy("pack", "ready")
        FAILED = "failed", _("could not be made")

    UNFINISHED = (State.WAITING, State.MAKING)

    class Problem(models.TextChoices):
        PAGE = "page", _("a page could not be drawn; the worker's log says which")
        MAP = "map", _("the base map's file is missing or damaged")
        DISK_FULL = "disk_full", _("the disk is full")
        KILLED_WORKER = "killed_worker", _("the work was broken off three times")

    group = models.ForeignKey(
        ActionGroup,
        models.CASCADE,
        related_name="packs",
        editable=False,
        verbose_name=_("group"),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, editable=False
    )
    state = models.CharField(
        _("state"), max_length=7, choices=State, default=State.WAITING, editable=False
    )
    problem = models.CharField(
        _("problem"), max_length=13, choices=Problem, blank=True, editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    made = models.DateTimeField(_("last made"), null=True, editable=False)
    seconds = models.FloatField(_("seconds of work"), null=True, editable=False)
    size = models.BigIntegerField(_("bytes"), default=0, editable=False)
    counts = models.JSONField(default=dict, editable=False)
    files = models.JSONField(default=dict, editable=False)

    objects = OfflinePackQuerySet.as_manager()

    class Meta:
        verbose_name = _("offline pack")
        verbose_name_plural = _("offline packs")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "language"], name="one_pack_in_a_language"
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(problem=""),
                name="failed_pack_states_its_problem",
            ),
        ]

    def __str__(self):
        return f"{self.group} ({self.language})"

    @property
    def contents(self) -> str:
        """In words, as people are told before they fetch it."""
        return contents_in_words(self.counts)

    def hold(self) -> None:
        """Keep the claim a while longer; `LostClaim` when it is not ours any more."""
        self._finish(lease_until=next_lease())

    def show(self, **made: Any) -> None:
        """From now on visitors get what was made; `files` may be what they have."""
        changes = made["files"] != self.files
        with transaction.atomic():
            self._finish(
                state=self.State.READY,
                lease_until=None,
                problem="",
                version=self.version + changes,
                **made,
            )
            raise_versions([self.group_id])

    def _finish(self, **changes: Any) -> None:
        if not self.mine().update(**changes):
            raise LostClaim
