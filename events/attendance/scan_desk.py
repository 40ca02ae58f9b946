"""The page on which codes are scanned, also where there is no signal."""

from django.contrib import messages
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext as _

from events.attendance.actions import enter_registered
from events.attendance.desk import DATE, registered_for
from events.attendance.forms import CodeForm
from events.attendance.sheet_desk import SheetDesk
from events.models import Attendance
from hub.shared.permissions import WITH_CAMERA

NEW, BEFORE, UNKNOWN = "new", "before", "unknown"


class ScanDesk(SheetDesk):
    """Adds the page for codes. What it kept without signal it sends here later."""

    def get_urls(self):
        scan = self.admin_site.admin_view(self.scan_view)
        return [
            path(f"{DATE}scan/", scan, name="events_event_scan"),
            *super().get_urls(),
        ]

    def scan_view(self, request, event_id, date_id):
        date = self.date_of(request, event_id, date_id)
        form = CodeForm(request.POST if request.method == "POST" else None)
        by_script = request.accepts("application/json") and not request.accepts(
            "text/html"
        )
        if form.is_valid():
            state, name = self.taken(request, date, form)
            if by_script:
                return JsonResponse({"state": state, "name": name})
            self.tell(request, state, name)
            return self.to_page("scan", date)
        if by_script and form.is_bound:
            return JsonResponse({"state": UNKNOWN, "name": ""})
        answer = self.page(
            request, date, "scan", status=422 if form.errors else 200, form=form
        )
        answer["Permissions-Policy"] = WITH_CAMERA
        return answer

    def taken(self, request, date, form):
        """Enter whose code it is: whether she was new, and her name."""
        row = form.registration_in(registered_for(date))
        if row is None:
            return UNKNOWN, ""
        data = form.cleaned_data
        entry, is_new = enter_registered(
            row,
            how=Attendance.How.SCAN,
            nonce=data["nonce"],
            taken=data["taken"],
            by=request.user,
        )
        is_same = is_new or entry.nonce == data["nonce"]
        return NEW if is_same else BEFORE, str(entry.attendee)

    def tell(self, request, state, name):
        told = {
            NEW: (messages.SUCCESS, _("%(name)s is entered.")),
            BEFORE: (messages.WARNING, _("%(name)s was entered before.")),
            UNKNOWN: (
                messages.ERROR,
                _("Nobody has registered for this date with this code."),
            ),
        }
        level, words = told[state]
        self.message_user(request, words % {"name": name}, level)
