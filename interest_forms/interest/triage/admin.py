"""The table of forms, and the way to the board and to the page of each."""

from django.contrib import admin
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.shared.admin import ScopedFilter
from hub.shared.csv_export import csv_response
from hub.shared.roles import DECIDES
from hub.shared.templatetags.megdan import icon
from hub.shared.xlsx_export import xlsx_response
from interest_forms.interest.triage import (
    criteria_admin,  # noqa: F401 -- Django looks only here
    export,
    filters,
    letter_admin,  # noqa: F401 -- as above
)
from interest_forms.interest.triage.making_desk import MakingDesk
from interest_forms.models import ExpressionOfInterest


@admin.register(ExpressionOfInterest)
class InterestAdmin(MakingDesk):
    """Forms sent to her own groups, the newest on top."""

    changed_by = DECIDES
    change_list_template = "admin/interest_forms/expressionofinterest/change_list.html"
    list_display = ["what", "state", "who", "score_shown", "call", "received"]
    list_filter = [
        "state",
        "kind",
        filters.ScoreFilter,
        filters.LaneFilter,
        ("call", ScopedFilter),
        filters.VillageFilter,
        ("group", ScopedFilter),
    ]
    list_select_related = ["territory__parent", "call__group", "applicant"]
    # What is searched is said by `get_search_results`; this opens the box.
    search_fields = ["title"]
    ordering = ["-received", "-pk"]
    show_full_result_count = False
    # It would count all forms once for each choice.
    show_facets = admin.ShowFacets.NEVER
    paginator = filters.Bounded
    actions = [*MakingDesk.actions, "export_xlsx"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(
        description=gettext_lazy("Export the selected as a table (CSV)"),
    )
    def export(self, request, queryset):
        name = self.opts.model_name
        return csv_response(name, export.heads(), export.rows(queryset))

    @admin.action(
        description=gettext_lazy("Export the selected as a spreadsheet (XLSX)"),
    )
    def export_xlsx(self, request, queryset):
        name = self.opts.model_name
        return xlsx_response(name, export.heads(), export.rows(queryset))

    def get_search_results(self, request, queryset, search_term):
        return (queryset.matching(search_term) if search_term else queryset), False

    @admin.display(description=gettext_lazy("name of the object"), ordering="title")
    def what(self, obj):
        """With its kind and where it is beneath, as on the board."""
        where = obj.territory or obj.place_text
        facts = [obj.get_kind_display(), *([where] if where else [])]
        return format_html(
            '<span lang="{}">{}</span><span class="row-facts">{}</span>',
            obj.language,
            obj.title,
            " · ".join(map(str, facts)),
        )

    @admin.display(description=gettext_lazy("applicant"))
    def who(self, obj):
        return getattr(obj, "applicant", None) or "–"

    @admin.display(description=gettext_lazy("score"), ordering="score")
    def score_shown(self, obj):
        if obj.score is None:
            return "–"
        if not obj.is_disputed:
            return obj.score
        words = _("the two differ widely")
        return format_html(
            '{} <span class="age slow">{} {}</span>',
            localize(obj.score),
            icon("warning", 16),
            words,
        )
