"""The desk of calls: what a group seeks, how much of it, and what visitors will see."""

from django.contrib import admin
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from modeltranslation.admin import TranslationAdmin

from hub.shared.admin import OwnedInline, ScopedFilter
from hub.shared.roles import COORDINATES
from interest_forms.interest.entry_desk import EntryDesk
from interest_forms.interest.quotas import fills
from interest_forms.interest.views import InterestCreate
from interest_forms.models import CallQuota, InterestCall


class QuotaInline(OwnedInline, admin.TabularInline):
    """How many of a kind, of a village or municipality, or of both."""

    model = CallQuota
    # Without a script no row can be added to the page.
    extra = 2
    autocomplete_fields = ["territory"]
    changed_by = added_by = deleted_by = COORDINATES


@admin.register(InterestCall)
class InterestCallAdmin(EntryDesk, TranslationAdmin):
    """Calls of her own groups; their coordinators write them."""

    stays_with_group = True
    changed_by = added_by = deleted_by = COORDINATES
    list_display = ["name", "group", "opens", "closes", "is_published", "page"]
    list_filter = ["is_published", ("group", ScopedFilter)]
    list_select_related = ["group"]
    search_fields = ["name"]
    ordering = ["-opens", "pk"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["page", "filled"]
    inlines = [QuotaInline]
    fieldsets = [
        (None, {"fields": ["name", "group", "slug", "introduction", "eligibility"]}),
        (_("What and when"), {"fields": ["kinds", ("opens", "closes")]}),
        (_("State"), {"fields": ["is_published", "page", "filled"]}),
    ]

    def get_urls(self):
        preview = require_GET(self.admin_site.admin_view(self.preview_view))
        return [
            path(
                "<int:call_id>/preview/",
                preview,
                name="interest_forms_interestcall_preview",
            ),
            *super().get_urls(),
        ]

    def preview_view(self, request, call_id):
        """The page as visitors will read it, before it is shown."""
        call = self.get_object(request, str(call_id))
        return InterestCreate.as_view(draft=call)(request)

    @admin.display(description=_("chosen so far"))
    def filled(self, obj):
        """Each quota, and how many objects are chosen that count against it."""
        told = fills([obj])[obj.pk] if obj.pk else []
        lines = (
            (
                one.quota.label,
                _("%(chosen)s of %(most)s")
                % {"chosen": one.chosen, "most": one.quota.most},
            )
            for one in told
        )
        return format_html_join(mark_safe("<br>"), "{}: {}", lines) or "–"

    @admin.display(description=_("page"))
    def page(self, obj):
        if obj.pk is None:
            return "–"
        if obj.is_published:
            return format_html(
                '<a href="{}">{}</a>', obj.get_absolute_url(), _("To the page")
            )
        name = "admin:interest_forms_interestcall_preview"
        return format_html(
            '<a href="{}">{}</a>', reverse(name, args=[obj.pk]), _("Preview")
        )
