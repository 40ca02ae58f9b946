"""What a moderator narrows the queue by: the list shows it, the desk keeps to it."""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interest_forms.models.submissions import AMBER_DAYS, RED_DAYS
from places.models import Photo


class QueueFilter(admin.SimpleListFilter):
    """A filter of the list that goes along to the desk."""

    @staticmethod
    def narrow(queryset: QuerySet, chosen: str | None) -> QuerySet:
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

    @staticmethod
    def narrow(queryset: QuerySet, chosen: str | None) -> QuerySet:
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

    @staticmethod
    def narrow(queryset: QuerySet, chosen: str | None) -> QuerySet:
        days = {"amber": AMBER_DAYS, "red": RED_DAYS}.get(chosen or "")
        if days is None:
            return queryset
        return queryset.filter(received__lt=timezone.now() - timedelta(days=days))


FILTERS: list[type[QueueFilter]] = [LaneFilter, AgeFilter]
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
