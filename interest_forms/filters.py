"""What a moderator narrows the queue by: the list shows it, the desk keeps to it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Exists, F, Model, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.admin import AlwaysChosenFilter
from hub.shared.numbers import id_of
from interest_forms.models.submissions import AMBER_DAYS, RED_DAYS
from partners.models import Territory
from places.gaps import Gap
from places.models import Photo, PhotoPair, Place

if TYPE_CHECKING:
    from partners.models import User

# So many villages or places are offered.
MOST = 12


class QueueFilter(admin.SimpleListFilter, ABC):
    """A filter of the list that goes along to the desk."""

    @classmethod
    @abstractmethod
    def narrow(cls, queryset: QuerySet, chosen: str | None, user: "User") -> QuerySet:
        """The part of the submissions that the chosen value stands for."""

    def queryset(self, request, queryset):
        return self.narrow(queryset, self.value(), request.user)


class LaneFilter(QueueFilter, AlwaysChosenFilter):
    """What waits stands first; the rest is a click away."""

    title = _("lane")
    parameter_name = "lane"
    default = "waiting"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("waiting for review")),
            ("held", _("held for checking")),
            ("asked", _("question asked")),
            ("approved", _("published")),
            ("declined", _("declined")),
            ("withdrawn", _("withdrawn")),
            ("quarantined", _("cannot be read")),
            ("all", _("all")),
        ]

    @classmethod
    def narrow(cls, queryset: QuerySet, chosen: str | None, user: "User") -> QuerySet:
        if not chosen or chosen == cls.default:
            return queryset.in_queue()
        if chosen == "held":
            return queryset.waiting().exclude(held="")
        if chosen == "all":
            return queryset
        state = "needs_info" if chosen == "asked" else chosen
        if state not in Photo.State.values:
            return queryset.none()
        photos = Photo.objects.filter(submission=OuterRef("pk"), state=state)
        return queryset.filter(Exists(photos))


class AgeFilter(QueueFilter):
    """What waits for long, as the counters of the header say it."""

    title = _("waits")
    parameter_name = "age"

    def lookups(self, request, model_admin):
        return [
            ("amber", _("more than 3 days")),
            ("red", _("more than 7 days")),
        ]

    @classmethod
    def narrow(cls, queryset: QuerySet, chosen: str | None, user: "User") -> QuerySet:
        days = {"amber": AMBER_DAYS, "red": RED_DAYS}.get(chosen or "")
        if days is None:
            return queryset
        return queryset.filter(received__lt=timezone.now() - timedelta(days=days))


class CommonFilter(QueueFilter):
    """Offers what most of the waiting submissions have in common, and how many."""

    model: type[Model]
    # The primary key of what a submission has in common with others.
    key: Combinable

    def lookups(self, request, model_admin):
        waiting = model_admin.get_queryset(request).waiting().order_by()
        rows = (
            waiting.annotate(common=self.key).exclude(common=None).values_list("common")
        )
        counts = dict(
            rows.annotate(count=Count("pk")).order_by("-count", "common")[:MOST]
        )
        if chosen := id_of(self.value()):
            counts.setdefault(chosen, 0)
        known = self.model.objects.in_bulk(counts)
        return [(pk, f"{known[pk]} ({counts[pk]})") for pk in counts if pk in known]

    @classmethod
    def narrow(cls, queryset: QuerySet, chosen: str | None, user: "User") -> QuerySet:
        if wanted := id_of(chosen):
            return queryset.alias(common=cls.key).filter(common=wanted)
        return queryset


class VillageFilter(CommonFilter):
    title = _("settlement")
    parameter_name = "village"
    model = Territory
    key = Coalesce("place__territory", "territory")


class PlaceFilter(CommonFilter):
    title = _("place")
    parameter_name = "place"
    model = Place
    key = F("place")


class TeamFilter(QueueFilter):
    """What is hers, what asks for another eye, and whom the group trusts."""

    title = _("among ourselves")
    parameter_name = "team"

    def lookups(self, request, model_admin):
        return [
            ("mine", _("given to me")),
            ("opinion", _("second opinion wanted")),
            ("trusted", _("from trusted contributors")),
        ]

    @classmethod
    def narrow(cls, queryset: QuerySet, chosen: str | None, user: "User") -> QuerySet:
        if chosen == "mine":
            return queryset.filter(assigned_to=user)
        if chosen == "opinion":
            # What she asked herself is for the others.
            asked = queryset.filter(opinion_wanted_by__isnull=False)
            return asked.exclude(opinion_wanted_by=user)
        if chosen == "trusted":
            return queryset.filter(is_trusted=True)
        return queryset


class CampaignFilter(QueueFilter):
    """Which of the portal's calls it answers (docs/decisions/016)."""

    title = _("campaign")
    parameter_name = "campaign"

    def lookups(self, request, model_admin):
        return [
            ("then", _("then and now")),
            *((value, _("wanted: %s") % label) for value, label in Gap.choices),
            ("meeting", _("entered at a meeting")),
        ]

    @classmethod
    def narrow(cls, queryset: QuerySet, chosen: str | None, user: "User") -> QuerySet:
        if chosen == "then":
            pairs = PhotoPair.objects.filter(now__submission=OuterRef("pk"))
            return queryset.filter(Exists(pairs))
        if chosen == "meeting":
            return queryset.filter(entered_by__isnull=False)
        if chosen in Gap.values:
            return queryset.filter(place__in=Place.objects.filter(Gap(chosen).lacking))
        return queryset


FILTERS: list[type[QueueFilter]] = [
    LaneFilter,
    AgeFilter,
    CampaignFilter,
    TeamFilter,
    VillageFilter,
    PlaceFilter,
]


def narrowed(queryset: QuerySet, chosen: Mapping[str, str], user: "User") -> QuerySet:
    """The submissions that the filters chosen in the list let through."""
    for one in FILTERS:
        queryset = one.narrow(queryset, chosen.get(one.parameter_name), user)
    # Those that are plain look-ups of a column.
    if group := id_of(chosen.get("group__id__exact")):
        queryset = queryset.filter(group=group)
    if chosen.get("language__exact") in dict(settings.LANGUAGES):
        queryset = queryset.filter(language=chosen["language__exact"])
    return queryset
