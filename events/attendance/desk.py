"""The pages on which staff take attendance, one meeting at a time."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.attendance.actions import count_heads, enter, withdraw
from events.attendance.figures import Figures
from events.attendance.forms import HeadCountForm, PersonForm
from events.models import Attendance, Occurrence
from hub.shared.admin import OwnedAdmin

DATE = "<int:event_id>/dates/<int:date_id>/attendance/"
# In the address: the next person is typed at once.
AGAIN = "again"
# So many of its dates are offered on the page of an event.
MOST_DATES = 12


class AttendanceDesk(OwnedAdmin):
    """Adds to an event the attendance of each of its dates; every member takes it."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(DATE, wrap(self.attendance_view), name="events_event_attendance"),
            path(
                f"{DATE}<int:entry_id>/withdraw/",
                require_POST(wrap(self.withdraw_view)),
                name="events_event_withdraw",
            ),
            *super().get_urls(),
        ]

    def date_of(self, request, event_id, date_id):
        """The date, of an event of hers."""
        event = self.get_object(request, str(event_id))
        dates = Occurrence.objects.select_related("event__group", "report")
        return get_object_or_404(dates, pk=date_id, event=event)

    def attendance_view(self, request, event_id, date_id):
        date = self.date_of(request, event_id, date_id)
        act = request.POST.get("act")
        person = PersonForm(request.POST if act == "enter" else None)
        heads = HeadCountForm(request.POST if act == "count" else None)
        if person.is_valid() and self.is_entered(request, date, person):
            return self.to_attendance(date, f"?{AGAIN}=1")
        if heads.is_valid():
            count_heads(date, heads.cleaned_data["number"], by=request.user)
            self.message_user(request, _("The head-count is kept."))
            return self.to_attendance(date)
        if AGAIN in request.GET:
            person.fields["name"].widget.attrs["autofocus"] = True
        entries = date.attendances.standing().select_related("attendee")
        return self.page(
            request,
            date,
            "people",
            status=422 if person.errors or heads.errors else 200,
            person=person,
            heads=heads,
            entries=entries,
            known=typed_before(entries),
        )

    def is_entered(self, request, date, person):
        """Enter who comes in; who is there already stays in the form."""
        entry, is_new = enter(
            date,
            person.seen,
            how=Attendance.How.WALK_IN,
            nonce=person.cleaned_data["nonce"],
            by=request.user,
        )
        if not is_new and entry.nonce != person.cleaned_data["nonce"]:
            person.add_error("name", already_there(entry))
            return False
        self.message_user(request, _("%(name)s is entered.") % {"name": entry.attendee})
        return True

    def withdraw_view(self, request, event_id, date_id, entry_id):
        date = self.date_of(request, event_id, date_id)
        entry = get_object_or_404(date.attendances, pk=entry_id)
        withdraw(entry, by=request.user)
        told = _("%(name)s is no longer on the list.") % {"name": entry.attendee}
        self.message_user(request, told)
        if entry.sheet_id and "from_sheet" in request.POST:
            return self.to_page("sheet", date, entry.sheet_id)
        return self.to_attendance(date)

    def page(self, request, date, name, *, status=200, **parts):
        """One of the pages of a date's attendance: `people`, `sheets`, `sheet`."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Who was there"),
            "opts": self.opts,
            "date": date,
            "event": date.event,
            "figures": Figures.of(date),
            "page": name,
            **parts,
        }
        template = f"admin/events/attendance/{name}.html"
        return TemplateResponse(request, template, context, status=status)

    def to_attendance(self, date, query=""):
        return self.to_page("attendance", date, query=query)

    def to_page(self, name, date, *ids, query=""):
        path = [date.event_id, date.pk, *ids]
        address = reverse(f"admin:events_event_{name}", args=path)
        return HttpResponseRedirect(address + query)

    def render_change_form(self, request, context, *args, **kwargs):
        if event := context.get("original"):
            dates = event.occurrences.exclude(status=Occurrence.Status.CANCELLED)
            context["attended"] = dates.order_by("-day")[:MOST_DATES]
        return super().render_change_form(request, context, *args, **kwargs)


def typed_before(entries):
    """Villages and organisations that need not be typed again."""
    people = [entry.attendee for entry in entries]
    return {
        "villages": sorted({one.village for one in people if one.village}),
        "organisations": sorted(
            {one.organisation for one in people if one.organisation}
        ),
    }


def already_there(entry):
    """What is said of somebody who was entered before."""
    return _(
        "%(name)s was entered already. Another person of the same name?"
        " Write her village, or something else that tells them apart."
    ) % {"name": entry.attendee}
