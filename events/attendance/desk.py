"""The pages on which staff take attendance, one meeting at a time."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.attendance.actions import (
    count_heads,
    enter,
    enter_registered,
    forget_person,
    withdraw,
)
from events.attendance.figures import Figures
from events.attendance.forms import HeadCountForm, PersonForm
from events.models import Attendance, Occurrence, Registration
from events.models.attendance import person_key
from hub.shared.admin import OwnedAdmin
from hub.shared.numbers import id_of

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
            path(
                f"{DATE}<int:entry_id>/forget/",
                require_POST(wrap(self.forget_view)),
                name="events_event_forget",
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
        if act == "here":
            return self.registered_is_here(request, date)
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
            registered=awaited(date, entries),
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

    def registered_is_here(self, request, date):
        """The one press beside somebody who registered."""
        number = id_of(request.POST.get("registration"))
        row = get_object_or_404(registered_for(date), pk=number)
        how = Attendance.How.LIST
        entry, _is_new = enter_registered(
            row, how=how, nonce=uuid.uuid4(), by=request.user
        )
        self.message_user(request, _("%(name)s is entered.") % {"name": entry.attendee})
        return self.to_attendance(date)

    def withdraw_view(self, request, event_id, date_id, entry_id):
        date = self.date_of(request, event_id, date_id)
        entry = get_object_or_404(date.attendances, pk=entry_id)
        withdraw(entry, by=request.user)
        told = _("%(name)s is no longer on the list.") % {"name": entry.attendee}
        self.message_user(request, told)
        if entry.sheet_id and "from_sheet" in request.POST:
            return self.to_page("sheet", date, entry.sheet_id)
        return self.to_attendance(date)

    def forget_view(self, request, event_id, date_id, entry_id):
        """Somebody wants to be in no list of the group's any more."""
        date = self.date_of(request, event_id, date_id)
        if not self.has_change_permission(request, date.event):
            raise PermissionDenied
        entry = get_object_or_404(date.attendances, pk=entry_id)
        forget_person(entry.attendee, by=request.user)
        self.message_user(request, _("The name is deleted. The person stays counted."))
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
            "may_forget": self.has_change_permission(request, date.event),
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
            dates = dates.select_related("registration_sheet").order_by("-day")
            context["dates"] = dates = list(dates[:MOST_DATES])
            context["nearest"] = nearest_of(dates)
        return super().render_change_form(request, context, *args, **kwargs)


def nearest_of(dates):
    """The next one; none is ahead: the last one. They are given the latest first."""
    ahead = [date for date in dates if date.is_ahead]
    return ahead[-1] if ahead else next(iter(dates), None)


def registered_for(date):
    """Who registered, and whose name is still there; not who has cancelled."""
    rows = Registration.objects.on(date).exclude(state=Registration.State.CANCELLED)
    return rows.filter(registrant__isnull=False, held="").listed()


def awaited(date, entries):
    """Who registered and is not entered yet, by her registration or by her name."""
    here = {entry.registration_id for entry in entries}
    named = {one.attendee.key for one in entries if one.registration_id is None}
    return [
        row
        for row in registered_for(date)
        if row.pk not in here and person_key(row.registrant_name, "") not in named
    ]


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
