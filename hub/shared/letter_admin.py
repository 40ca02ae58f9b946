"""Letters as the staff see them: whether they went out, and why not. No words."""

from typing import Any

from django.conf import settings

from hub.shared.admin import OwnedAdmin


class QueuedLetterAdmin(OwnedAdmin):
    """Letters about what is her groups'; nobody changes them."""

    change_list_template = "admin/letters.html"
    list_filter: list[Any] = ["state", "kind"]
    ordering = ["-pk"]

    def changelist_view(self, request, extra_context=None):
        context = {"are_sent": settings.HUB_SENDS_LETTERS, **(extra_context or {})}
        return super().changelist_view(request, context)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False
