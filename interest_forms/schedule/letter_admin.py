"""Letters about the plan: to applicants and to crews."""

from django.contrib import admin

from hub.shared.admin import ScopedFilter
from hub.shared.letter_admin import QueuedLetterAdmin
from interest_forms.models import ScheduleLetter


@admin.register(ScheduleLetter)
class ScheduleLetterAdmin(QueuedLetterAdmin):
    """Letters about the plans of her groups. They name no person."""

    owner = "owner_id"
    list_display = [
        "version",
        "kind",
        "form",
        "state",
        "problem",
        "created",
        "sent",
        "told",
    ]
    list_filter = [*QueuedLetterAdmin.list_filter, ("version__group", ScopedFilter)]
    list_select_related = ["version__group", "form"]
    search_fields = ["form__title"]
