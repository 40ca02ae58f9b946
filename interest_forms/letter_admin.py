"""Letters to those who sent something in."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hub.shared.admin import ScopedFilter
from hub.shared.letter_admin import QueuedLetterAdmin
from interest_forms.models import Letter


@admin.register(Letter)
class LetterAdmin(QueuedLetterAdmin):
    """Letters about her groups' submissions."""

    owner = "owner_id"
    list_display = [
        "submission",
        "place",
        "kind",
        "state",
        "problem",
        "created",
        "sent",
    ]
    list_filter = [*QueuedLetterAdmin.list_filter, ("submission__group", ScopedFilter)]
    list_select_related = ["submission__place"]
    search_fields = ["submission__code"]

    @admin.display(description=_("place"))
    def place(self, obj):
        return obj.submission.place or "–"
