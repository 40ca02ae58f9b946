"""The list of those whose photos a group looks at first, and how that ends."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.shared.admin import OwnedAdmin, ScopedFilter
from hub.shared.days import day_words
from hub.shared.roles import DECIDES
from interest_forms.models import Submission, TrustedContact
from interest_forms.teamwork import end_trust, submissions_of


@admin.register(TrustedContact)
class TrustedContactAdmin(OwnedAdmin):
    """Trust is given on the desk and ends here, or there. No address is kept for it:
    who it is, is told by what she sent, as long as that holds her address.
    """

    list_display = fields = readonly_fields = ["who", "group", "since", "last_sent"]
    list_filter = [("group", ScopedFilter)]
    list_select_related = ["group"]
    ordering = ["-since", "-pk"]
    actions = [*OwnedAdmin.actions, "end"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_end_permission(self, request):
        return self.may(request, DECIDES)

    def get_changelist_instance(self, request):
        """Each row of the page knows what she sent: read once for all of them."""
        changelist = super().get_changelist_instance(request)
        sent = submissions_of(changelist.result_list)
        for row in changelist.result_list:
            row.sent = sent.get(row.pk, [])
        return changelist

    @admin.display(description=gettext_lazy("trusted contributor"))
    def who(self, obj):
        last = self.last(obj)
        if last is None:
            return _("nobody knows any more: her address is deleted")
        return f"{last.sender_name} {last.contact}".strip()

    @admin.display(description=gettext_lazy("sent last"))
    def last_sent(self, obj):
        last = self.last(obj)
        return f"{day_words(last.received)} · {last}" if last else "–"

    def last(self, obj) -> Submission | None:
        if not hasattr(obj, "sent"):
            obj.sent = submissions_of([obj]).get(obj.pk, [])
        return obj.sent[0] if obj.sent else None

    @admin.action(
        description=gettext_lazy("Trust the selected no longer"), permissions=["end"]
    )
    def end(self, request, queryset):
        chosen = list(self.within_role(request, queryset, DECIDES))
        end_trust(chosen, by=request.user)
        done = ngettext(
            "%d sender is trusted no longer.",
            "%d senders are trusted no longer.",
            len(chosen),
        )
        self.message_user(request, done % len(chosen))
