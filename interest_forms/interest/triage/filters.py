"""What the table of forms is narrowed by."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hub.shared.numbers import id_of
from hub.shared.roles import roles_of
from interest_forms.models import Score
from partners.models import Territory


class Bounded(Paginator):
    """Counts no further than somebody turns pages."""

    FURTHEST = 1000

    @cached_property
    def count(self):
        return self.object_list.order_by()[: self.FURTHEST].count()


class VillageFilter(admin.SimpleListFilter):
    """The settlements of her groups, if they are not very many."""

    title = _("settlement")
    parameter_name = "village"
    MOST = 200

    def lookups(self, request, model_admin):
        villages = Territory.objects.settlements().with_label()
        groups = [one.group_id for one in roles_of(request.user)]
        mine = Q(group_settlements__group__in=groups) | Q(pk=id_of(self.value()))
        found = villages.filter(mine).distinct().order_by("name", "pk")
        return [(one.pk, one.label) for one in found[: self.MOST]]

    def queryset(self, request, queryset):
        village = id_of(self.value())
        return queryset.filter(territory=village) if village else queryset


class ScoreFilter(admin.SimpleListFilter):
    """How it is scored, and what still waits for a scorer."""

    title = _("score")
    parameter_name = "scored"

    def lookups(self, request, model_admin):
        return [
            ("4", _("4 or more")),
            ("3", _("3 or more")),
            ("low", _("less than 3")),
            ("differ", _("the two differ widely")),
            ("one", _("one person has scored")),
            ("mine", _("waits for my score")),
        ]

    def queryset(self, request, queryset):
        value = self.value()
        scores = Score.objects.filter(form=OuterRef("pk"))
        if value in {"3", "4"}:
            return queryset.filter(score__gte=int(value))
        if value == "low":
            return queryset.filter(score__lt=3)
        if value == "differ":
            return queryset.filter(is_disputed=True)
        if value == "one":
            return queryset.filter(Exists(scores), score=None)
        if value == "mine":
            mine = scores.filter(by=request.user)
            return queryset.filter(~Exists(mine), score=None)
        return queryset


class LaneFilter(admin.SimpleListFilter):
    """What a program may have sent waits apart."""

    title = _("lane")
    parameter_name = "lane"

    def lookups(self, request, model_admin):
        return [("held", _("held for checking")), ("sent", _("sent by people"))]

    def queryset(self, request, queryset):
        if self.value() == "held":
            return queryset.exclude(held="")
        return queryset.in_lane() if self.value() == "sent" else queryset
