"""The list of those who registered for one date, on the page of its sheet."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.registration.actions import cancel, move, register, release, seat
from events.registration.forms import TelephoneForm
from events.registration.words import count_words
from hub.shared.admin import OwnedAdmin
from hub.shared.csv_export import csv_response
from hub.shared.numbers import id_of
from hub.shared.signed_form import new_form_key

# So many other dates are offered to move somebody to.
MOST_OTHERS = 50


class PeopleDesk(OwnedAdmin):
    """Adds to a sheet its people: added by telephone, moved, cancelled, as a table."""

    change_form_template = "admin/events/registrationsheet/change_form.html"
    person_template = "admin/events/registrationsheet/person.html"

    def get_urls(self):
        guarded = self.admin_site.admin_view
        name = "events_registrationsheet"
        act, person = guarded(require_POST(self.act_view)), guarded(self.person_view)
        return [
            path("<int:sheet_id>/people/<int:row_id>/", act, name=f"{name}_act"),
            path("<int:sheet_id>/person/", person, name=f"{name}_person"),
            path("<int:sheet_id>/people/", guarded(self.table), name=f"{name}_people"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        if sheet := context.get("original"):
            context["counts"] = count_words(sheet)
            context["people"] = sheet.registrations.listed().with_answers()
            context["others"] = self.others(request, sheet)
        return super().render_change_form(request, context, *args, **kwargs)

    def others(self, request, sheet):
        """Dates of the same group to which somebody can be moved."""
        ahead = self.get_queryset(request).exclude(pk=sheet.pk)
        ahead = ahead.filter(
            occurrence__starts__gt=timezone.now(),
            occurrence__event__group=sheet.group_id,
        )
        return ahead.order_by("occurrence__starts", "pk")[:MOST_OTHERS]

    def changeable(self, request, sheet_id):
        sheet = self.get_object(request, str(sheet_id))
        if not self.has_change_permission(request, sheet):
            raise PermissionDenied
        return sheet

    def to_sheet(self, sheet):
        name = "admin:events_registrationsheet_change"
        return HttpResponseRedirect(reverse(name, args=[sheet.pk]))

    def act_view(self, request, sheet_id, row_id):
        """A button beside one person."""
        sheet = self.changeable(request, sheet_id)
        row = get_object_or_404(sheet.registrations, pk=row_id)
        told = self.done(request, sheet, row, request.POST.get("act"))
        if told:
            self.message_user(request, told)
        return self.to_sheet(sheet)

    def done(self, request, sheet, row, act):
        """Do it; what it led to, in words."""
        by = request.user
        if act == "cancel" and cancel(row, by=by):
            return _("The registration is cancelled.")
        if act == "seat":
            has_seat = seat(row, by=by)
            return _("She has a seat now.") if has_seat else _("No seat is free.")
        if act == "release":
            release(row, by=by)
            return _("The registration counts from now on.")
        others = self.others(request, sheet)
        chosen = id_of(request.POST.get(f"to-{row.pk}"))
        to = next((one for one in others if one.pk == chosen), None)
        if act == "move" and to:
            move(row, to, by=by)
            return _("The registration is moved to the other date.")
        return ""

    def person_view(self, request, sheet_id):
        """Register somebody who telephones."""
        sheet = self.changeable(request, sheet_id)
        initial = {"key": new_form_key(), "language": sheet.source_language}
        form = TelephoneForm(request.POST or None, initial=initial, sheet=sheet)
        if form.is_valid():
            key, as_guest = form.cleaned_data["key"], form.cleaned_data["as_guest"]
            row = register(
                sheet, key=key, person=form.person, as_guest=as_guest, by=request.user
            )
            told = _("%(name)s: %(state)s")
            parts = {"name": form.person.name, "state": row.get_state_display()}
            self.message_user(request, told % parts)
            return self.to_sheet(sheet)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Register somebody"),
            "opts": self.opts,
            "sheet": sheet,
            "counts": count_words(sheet),
            "form": form,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, self.person_template, context, status=status)

    def table(self, request, sheet_id):
        """Everybody on the sheet, for the office program."""
        sheet = self.get_object(request, str(sheet_id))
        heads = [_("name"), _("telephone or e-mail"), _("state")]
        heads += [_("on a reserved seat"), _("language"), _("received")]
        questions = list(sheet.questions.all())
        heads += [question.text for question in questions]
        people = sheet.registrations.listed().with_answers()
        zone = sheet.occurrence.zone
        rows = (self.cells_of(row, questions, zone) for row in people)
        return csv_response(f"registrations-{sheet.occurrence.day}", heads, rows)

    def cells_of(self, row, questions, zone):
        person = getattr(row, "registrant", None)
        known = [person.name, person.contact] if person else ["", ""]
        received = row.received.astimezone(zone)
        guest = _("yes") if row.is_guest else ""
        told = [row.get_state_display(), guest, row.language]
        given = person.answers.all() if person else []
        answers = {answer.question_id: answer.text for answer in given}
        cells = [*known, *told, f"{received:%Y-%m-%d %H:%M}"]
        return cells + [answers.get(question.pk, "") for question in questions]
