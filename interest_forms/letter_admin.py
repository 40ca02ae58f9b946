"""Letters as the staff see them: whether they went out, and why not. No words."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hub.shared.admin import OwnedAdmin, ScopedFilter
from interest_forms.models import Letter


@admin.register(Letter)
class LetterAdmin(OwnedAdmin):
    """Letters about her groups' submissions; nobody changes them."""

    owner = "owner_id"
    change_list_template = "admin/interest_forms/letter/change_list.html"
    list_display = [
        "submission",
        "place",
        "kind",
        "state",
        "problem",
        "created",
        "sent",
    ]
    list_filter = ["state", "kind", ("submission__group", ScopedFilter)]
    list_select_related = ["submission__place"]
    search_fields = ["submission__code"]
    ordering = ["-pk"]

    def changelist_view(self, request, extra_context=None):
        context = {"are_sent": settings.HUB_SENDS_LETTERS, **(extra_context or {})}
        return super().changelist_view(request, context)

    @admin.display(description=_("place"))
    def place(self, obj):
        return obj.submission.place or "–"

    def has_add_permission(self, request, obj=None):
        return False
