"""Letters to applicants."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hub.shared.admin import ScopedFilter
from hub.shared.letter_admin import QueuedLetterAdmin
from interest_forms.models import InterestLetter


@admin.register(InterestLetter)
class InterestLetterAdmin(QueuedLetterAdmin):
    """Letters about forms of her groups."""

    owner = "owner_id"
    list_display = ["about", "step", "state", "problem", "created", "sent"]
    list_filter = ["state", "change__after", ("change__form__group", ScopedFilter)]
    list_select_related = ["change__form"]
    search_fields = ["change__form__code"]

    @admin.display(description=_("expression of interest"))
    def about(self, obj):
        return obj.change.form

    @admin.display(description=_("step"))
    def step(self, obj):
        return obj.change.get_after_display()
