"""The staff's desk for old maps."""

from django.contrib import admin, messages
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from modeltranslation.admin import TranslationAdmin

from hub.shared.admin import ScopedFilter
from hub.shared.dates import InOrder, date_words
from hub.shared.roles import EDITS
from places.maps import actions
from places.maps.advice import mean_miss, obstacle
from places.maps.annotation_desk import AnnotationDesk
from places.maps.files import SHOWN_EDGE, keep_scan
from places.maps.forms import ScanForm
from places.maps.jobs import token_of
from places.maps.points_desk import PointsDesk, picture_address, to_sheet
from places.models import HistoricMap


@admin.register(HistoricMap)
class HistoricMapAdmin(PointsDesk, AnnotationDesk, TranslationAdmin):
    """Sheets of her own groups: words, then the scan, its points, and the map."""

    is_saved_by_action = True
    changed_by = added_by = deleted_by = EDITS
    change_form_template = "admin/places/historicmap/change_form.html"
    list_display = ["title", "date", "group", "stands", "is_published"]
    list_filter = [("group", ScopedFilter)]
    list_select_related = ["group"]
    search_fields = ["title", "author", "source"]
    ordering = ["-pk"]
    actions = [*PointsDesk.actions, "publish", "unpublish"]
    export_fields = ["title", "date", "group", "author", "source", "rights"]
    # The steps that follow are in the template, after the row of buttons.
    fieldsets = [
        (
            gettext_lazy("1. What is known of the sheet"),
            {
                "fields": [
                    "title",
                    "group",
                    "dated",
                    "author",
                    "source",
                    "source_url",
                    "rights",
                    "description",
                ]
            },
        )
    ]

    @admin.display(description=gettext_lazy("date"), ordering=InOrder("dated"))
    def date(self, obj):
        return date_words(obj.dated) if obj.dated else "–"

    @admin.display(description=gettext_lazy("state"))
    def stands(self, obj):
        return where_it_stands(obj)

    @admin.display(
        description=gettext_lazy("shown"), boolean=True, ordering="published"
    )
    def is_published(self, obj):
        return obj.published is not None

    def save_model(self, request, obj, form, change):
        actions.save_map(obj, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        """The next step is the scan."""
        return to_sheet(obj)

    def response_post_save_change(self, request, obj):
        """While there is no map, the next step is on the same page."""
        if obj.token:
            return super().response_post_save_change(request, obj)
        return to_sheet(obj)

    # ---- The steps beside the words

    def get_urls(self):
        steps = {"scan": self.scan_view, "make": self.make_view, "show": self.show_view}
        return [
            *(
                path(
                    f"<int:map_id>/{name}/",
                    require_POST(self.admin_site.admin_view(view)),
                    name=f"places_historicmap_{name}",
                )
                for name, view in steps.items()
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        sheet = context.get("original")
        if sheet:
            context["scan_form"] = ScanForm()
            context["stands"] = where_it_stands(sheet)
            context["obstacle"] = problem = obstacle(sheet)
            context["mean_miss"] = None if problem else mean_miss(sheet)
            context["picture"] = picture_address(sheet, SHOWN_EDGE)
            context["is_outdated"] = bool(sheet.token) and sheet.token != token_of(
                sheet
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def scan_view(self, request, map_id):
        sheet = self.changeable(request, map_id)
        form = ScanForm(request.POST, request.FILES)
        if form.is_valid():
            kept = keep_scan(form.cleaned_data["scan"].chunks())
            actions.set_scan(sheet, kept, form.cleaned_data["kind"], by=request.user)
            self.message_user(request, _("The scan is uploaded and is being read."))
        for problem in form.errors.get("scan", []):
            self.message_user(request, problem, messages.ERROR)
        return to_sheet(sheet)

    def make_view(self, request, map_id):
        sheet = self.changeable(request, map_id)
        return self.make(request, sheet) if sheet.is_prepared else to_sheet(sheet)

    def show_view(self, request, map_id):
        """Show the sheet to visitors, or hide it."""
        sheet = self.changeable(request, map_id)
        queryset = HistoricMap.objects.filter(pk=sheet.pk)
        if sheet.published:
            self.unpublish(request, queryset)
        else:
            self.publish(request, queryset)
        return to_sheet(sheet)

    @admin.action(
        description=gettext_lazy("Show the selected to visitors"),
        permissions=["change"],
    )
    def publish(self, request, queryset):
        count = actions.publish_maps(self.chosen(request, queryset), by=request.user)
        done = ngettext("%d map is shown now.", "%d maps are shown now.", count)
        self.message_user(request, done % count)

    @admin.action(description=gettext_lazy("Hide the selected"), permissions=["change"])
    def unpublish(self, request, queryset):
        count = actions.unpublish_maps(self.chosen(request, queryset), by=request.user)
        done = ngettext("%d map is hidden now.", "%d maps are hidden now.", count)
        self.message_user(request, done % count)

    def chosen(self, request, queryset):
        mine = self.within_role(request, queryset)
        return HistoricMap.objects.filter(
            pk__in=list(mine.values_list("pk", flat=True))
        )


def where_it_stands(sheet):
    """In words: what happens to the sheet now, or what it waits for."""
    if sheet.problem:
        return sheet.get_problem_display()
    if sheet.work:
        return f"{sheet.get_work_display()}: {sheet.progress} %"
    if not sheet.sha256:
        return _("the scan is missing")
    return _("the map is ready") if sheet.token else _("the map is not made yet")
