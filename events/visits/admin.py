"""The desk for study visits: guests are invited, what they tell is looked at."""

from django.conf import settings
from django.contrib import admin
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.models import Event, VisitGuest, VisitReport
from events.visits.actions import decide
from hub.shared.admin import OwnedAdmin, OwnedInline, ScopedFilter
from hub.shared.roles import EDITS, groups_where


class VisitGuestInline(OwnedInline, admin.StackedInline):
    """Whom the invitation is for. It is deleted when its time is over."""

    model = VisitGuest
    max_num = extra = 1
    changed_by = added_by = deleted_by = EDITS


@admin.register(VisitReport)
class VisitReportAdmin(OwnedAdmin):
    """Reports of her own groups' guests: shown or not, their words never changed."""

    owner_lookup = "event__group"
    changed_by = added_by = deleted_by = EDITS
    list_display = ["event", "guest_name", "organisation", "country", "state"]
    list_filter = ["state", ("event__group", ScopedFilter), ("event", ScopedFilter)]
    list_select_related = ["event__group", "guest"]
    search_fields = ["event__name", "organisation", "country", "guest__name"]
    ordering = ["-pk"]
    inlines = [VisitGuestInline]
    actions = [*OwnedAdmin.actions, "show", "decline"]
    TOLD = ("organisation", "country", "seen", "take_home")

    def get_fields(self, request, obj=None):
        told = ("address", "state", *self.TOLD) if obj else ()
        return ["event", "language", *told]

    def get_readonly_fields(self, request, obj=None):
        return [*self.get_fields(request, obj)] if obj else []

    def get_field_queryset(self, db, db_field, request):
        """Study visits, of groups in which she may invite."""
        queryset = super().get_field_queryset(db, db_field, request)
        if db_field.name != "event":
            return queryset
        visits = queryset.filter(kind=Event.Kind.VISIT)
        if not request.user.is_superuser:
            mine = groups_where(request.user, set(EDITS))
            visits = visits.filter(group__in=mine)
        return visits.order_by("-pk")

    @admin.display(description=_("guest"))
    def guest_name(self, obj):
        return obj.guest.name if hasattr(obj, "guest") else "–"

    @admin.display(description=_("address for the guest"))
    def address(self, obj):
        """In her language if the portal speaks it, else in English."""
        known = dict(settings.LANGUAGES)
        with translation.override(obj.language if obj.language in known else "en"):
            link = settings.SITE_URL + obj.get_absolute_url()
        note = _("Give it to this guest alone: whoever has it can write the report.")
        return format_html('<a href="{0}">{0}</a><br>{1}', link, note)

    @admin.action(
        description=_("Show the selected to visitors"), permissions=["change"]
    )
    def show(self, request, queryset):
        count = self.decided(request, queryset, VisitReport.State.SHOWN)
        done = ngettext("%d report is shown now.", "%d reports are shown now.", count)
        self.message_user(request, done % count)

    @admin.action(description=_("Do not show the selected"), permissions=["change"])
    def decline(self, request, queryset):
        count = self.decided(request, queryset, VisitReport.State.DECLINED)
        done = ngettext("%d report is not shown.", "%d reports are not shown.", count)
        self.message_user(request, done % count)

    def decided(self, request, queryset, state):
        ids = list(self.within_role(request, queryset).values_list("pk", flat=True))
        return decide(VisitReport.objects.filter(pk__in=ids), state, by=request.user)
