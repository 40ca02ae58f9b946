"""Letters to those who registered."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.models import RegistrationLetter
from events.words import when_words
from hub.shared.admin import ScopedFilter
from hub.shared.letter_admin import QueuedLetterAdmin

EVENT = "registration__sheet__occurrence__event"


@admin.register(RegistrationLetter)
class RegistrationLetterAdmin(QueuedLetterAdmin):
    """Letters about dates of her groups. They name no person."""

    list_display = ["event", "when", "kind", "state", "problem", "created", "sent"]
    list_filter = [*QueuedLetterAdmin.list_filter, (f"{EVENT}__group", ScopedFilter)]
    list_select_related = [f"{EVENT}__group"]
    search_fields = [f"{EVENT}__name"]

    @admin.display(description=_("event"))
    def event(self, obj):
        return obj.registration.occurrence.event

    @admin.display(description=_("when"), ordering="about")
    def when(self, obj):
        return when_words(obj.registration.occurrence)
