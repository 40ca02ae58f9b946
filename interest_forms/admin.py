"""The moderators' queue, and the way to the desk of each submission."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from hub.shared.admin import ScopedFilter
from hub.shared.roles import DECIDES
from interest_forms import (
    canned_admin,  # noqa: F401 -- Django looks only here
    filters,
    letter_admin,  # noqa: F401 -- Django looks only here
    queue,
    takedown_admin,  # noqa: F401 -- Django looks only here
    trust_admin,  # noqa: F401 -- Django looks only here
)
from interest_forms.assisted_admin import AssistedAdmin
from interest_forms.bulk_admin import BulkAdmin
from interest_forms.edit_views import EditViews
from interest_forms.erasure_admin import ErasureAdmin
from interest_forms.interest import calls_admin  # noqa: F401 -- Django looks only here
from interest_forms.interest.triage import admin as triage_admin  # noqa: F401 -- Django looks only here
from interest_forms.models import Submission
from interest_forms.proposals import admin as proposals_admin  # noqa: F401 -- Django looks only here
from interest_forms.schedule import crew_admin, plan_desk, slot_admin  # noqa: F401 -- Django looks only here
from interest_forms.schedule import letter_admin as schedule_letter_admin  # noqa: F401 -- Django looks only here
from places.models import Photo


@admin.register(Submission)
class SubmissionAdmin(EditViews, BulkAdmin, AssistedAdmin, ErasureAdmin):
    """Submissions to her own groups; what waits first, in the queue's order."""

    changed_by = DECIDES
    list_display = [
        "pictures",
        "code_shown",
        "age",
        "where",
        "pending",
        "sender",
        "language",
    ]
    list_display_links = ["code_shown"]
    list_filter = [
        *filters.FILTERS,
        ("group", ScopedFilter),
        "language",
    ]
    list_select_related = ["place", "territory__parent", "group"]
    search_fields = ["code", "place__search", "place_text"]
    ordering = queue.ORDER
    show_full_result_count = False
    list_per_page = 30
    export_fields = ["code", "received", "where", "language", "rights", "pending"]

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.prefetch_related(queue.thumbnails_of(request.user))

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("photos"))
    def pictures(self, obj):
        return queue.strip(obj)

    @admin.display(description=_("code"), ordering="code")
    def code_shown(self, obj):
        return str(obj)

    @admin.display(description=_("place"))
    def where(self, obj):
        return obj.place or obj.territory or obj.place_text or "–"

    @admin.display(description=_("name under the photo"))
    def sender(self, obj):
        credit = obj.get_credit_kind_display()
        return format_html("{}{}", credit, queue.trust_badge(obj))

    @admin.display(description=_("waits"), ordering="received")
    def age(self, obj):
        return queue.age_badge(obj)

    @admin.display(description=_("to decide"))
    def pending(self, obj):
        pending = sum(photo.state == Photo.State.PENDING for photo in obj.thumbs)
        return f"{pending} / {len(obj.thumbs)}"
