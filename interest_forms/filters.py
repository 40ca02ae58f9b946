"""What a moderator narrows the queue by: the list shows it, the desk keeps to it."""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib import admin
from django.db.models import Count, Exists, F, Model, OuterRef, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interest_forms.models.submissions import AMBER_DAYS, RED_DAYS
from partners.models import Territory
from places.models import Photo, Place

# So many villages or places are offered.
MOST = 12

# No id has more digits than fit in a column.
LONGEST_ID = 18


class QueueFilter(admin.SimpleListFilter):
    """A filter of the list that goes along to the desk."""

    @classmethod
    def narrow(cls, queryset: QuerySet, chosen: str | None) -> QuerySet:
        """The part of the submissions that the chosen value stands for."""
        raise NotImplementedError

    def queryset(self, request, queryset):
        return self.narrow(queryset, self.value())


class LaneFilter(QueueFilter):
    """What waits stands first; the rest is a click away."""

    title = _("lane")
    parameter_name = "lane"

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

    def choices(self, changelist):
        chosen = self.value() or "waiting"
        for value, label in self.lookup_choices:
            yield {
                "selected": chosen == value,
                "query_string": changelist.get_query_string({"lane": value}),
                "display": label,
            }

    @classmethod
    def narrow(cls, queryset: QuerySet, chosen: str | None) -> QuerySet:
        if not chosen or chosen == "waiting":
            return queryset.in_queue()
        if chosen == "held":
            return queryset.waiting().exclude(held="")
        if chosen == "all":
            return queryset
        state = "needs_info" if chosen == "asked" else chosen
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
    def narrow(cls, queryset: QuerySet, chosen: str | None) -> QuerySet:
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
        chosen = self.value() or ""
        if chosen.isdecimal():
            counts.setdefault(int(chosen), 0)
        known = self.model.objects.in_bulk(counts)
        return [(pk, f"{known[pk]} ({counts[pk]})") for pk in counts if pk in known]

    @classmethod
    def narrow(cls, queryset: QuerySet, chosen: str | None) -> QuerySet:
        if not chosen or not chosen.isdecimal():
            return queryset
        return queryset.alias(common=cls.key).filter(common=int(chosen))


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
            (str(request.user.pk), _("given to me")),
            ("opinion", _("second opinion wanted")),
            ("trusted", _("from trusted contributors")),
        ]

    @staticmethod
    def narrow(queryset: QuerySet, chosen: str | None) -> QuerySet:
        if chosen == "opinion":
            return queryset.filter(opinion_wanted_by__isnull=False)
        if chosen == "trusted":
            return queryset.filter(is_trusted=True)
        person = chosen or ""
        if person.isdecimal() and len(person) < LONGEST_ID:
            return queryset.filter(assigned_to=int(person))
        return queryset


FILTERS: list[type[QueueFilter]] = [
    LaneFilter,
    AgeFilter,
    TeamFilter,
    VillageFilter,
    PlaceFilter,
]
# Filters of the list that are plain look-ups of a column.
LOOKUPS = ("language__exact", "group__id__exact")


def narrowed(queryset: QuerySet, chosen: Mapping[str, str]) -> QuerySet:
    """The submissions that the filters chosen in the list let through."""
    for one in FILTERS:
        queryset = one.narrow(queryset, chosen.get(one.parameter_name))
    for lookup in LOOKUPS:
        value = chosen.get(lookup, "")
        if value.isalnum():
            queryset = queryset.filter(**{lookup: value})
    return queryset
