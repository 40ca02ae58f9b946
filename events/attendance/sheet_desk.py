"""The pages on which a signed sheet is typed from its photograph."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.attendance.actions import add_sheet, drop_sheet, enter
from events.attendance.desk import DATE, AttendanceDesk, typed_before
from events.attendance.forms import PersonForm, SheetForm
from events.attendance.photographs import TYPES, path_of
from events.models import Attendance

# So many empty rows stand in the grid; more than so many are not read at once.
ROWS, MOST_ROWS = 12, 100


class SheetDesk(AttendanceDesk):
    """Adds the signed sheets of a date: photographed, and typed row by row."""

    def get_urls(self):
        wrap, name = self.admin_site.admin_view, "events_event_sheet"
        sheet = f"{DATE}sheets/<int:sheet_id>/"
        return [
            path(f"{DATE}sheets/", wrap(self.sheets_view), name=f"{name}s"),
            path(sheet, wrap(self.sheet_view), name=name),
            path(
                f"{sheet}picture/",
                wrap(self.picture_view, cacheable=True),
                name=f"{name}_picture",
            ),
            *super().get_urls(),
        ]

    def sheet_of(self, date, sheet_id):
        return get_object_or_404(date.attendance_sheets.kept(), pk=sheet_id)

    def sheets_view(self, request, event_id, date_id):
        """The sheets of the date, and where the next one is added."""
        date = self.date_of(request, event_id, date_id)
        files = (request.POST, request.FILES) if request.method == "POST" else ()
        form = SheetForm(*files)
        if form.is_valid():
            sheet = add_sheet(date, form.cleaned_data["photo"], by=request.user)
            return self.to_page("sheet", date, sheet.pk)
        status = 422 if form.errors else 200
        sheets = date.attendance_sheets.kept().with_rows()
        return self.page(
            request,
            date,
            "sheets",
            status=status,
            form=form,
            sheets=sheets,
            keep_days=settings.HUB_ATTENDANCE_DAYS,
        )

    def picture_view(self, request, event_id, date_id, sheet_id):
        """The photograph, for the staff of the group alone."""
        date = self.date_of(request, event_id, date_id)
        sheet = self.sheet_of(date, sheet_id)
        file = path_of(sheet.sha256)
        if not file.is_file():
            raise Http404
        answer = FileResponse(file.open("rb"), content_type=TYPES.get(sheet.format))
        answer["Cache-Control"] = "private, max-age=3600"
        return answer

    def sheet_view(self, request, event_id, date_id, sheet_id):
        date = self.date_of(request, event_id, date_id)
        sheet = self.sheet_of(date, sheet_id)
        act = request.POST.get("act")
        if act == "drop":
            drop_sheet(sheet, by=request.user)
            self.message_user(request, _("The photograph is deleted."))
            return self.to_page("sheets", date)
        rows = typed_rows(request.POST)
        if act == "row":
            return self.answer_to_row(request, date, sheet, rows)
        wrong = self.save_rows(request, date, sheet, rows)
        if request.method == "POST" and not wrong:
            return self.to_page("sheet", date, sheet.pk)
        entries = list(
            sheet.entries.standing().order_by("pk").select_related("attendee")
        )
        return self.page(
            request,
            date,
            "sheet",
            status=422 if wrong else 200,
            sheet=sheet,
            entries=entries,
            rows=[*wrong, *empty_rows(wrong)],
            known=typed_before(entries),
            # Picture and grid need the whole width.
            is_nav_sidebar_enabled=False,
        )

    def save_rows(self, request, date, sheet, rows):
        """Enter the rows that can be; the others come back as they were typed."""
        right = [row for row in rows if row.is_valid()]
        entered = [self.enter_row(request, date, sheet, row) for row in right]
        if count := sum(is_new for _entry, is_new in entered):
            told = ngettext("%d row is saved.", "%d rows are saved.", count) % count
            self.message_user(request, told)
        there = [str(entry.attendee) for entry, is_new in entered if not is_new]
        if there:
            told = _("Entered before: %(names)s.") % {"names": ", ".join(there)}
            self.message_user(request, told, messages.WARNING)
        return [row for row in rows if row.errors]

    def answer_to_row(self, request, date, sheet, rows):
        """One row, sent by the page's script as soon as it is left."""
        if len(rows) != 1:
            return HttpResponse(status=400)
        [row] = rows
        folder = "admin/events/attendance/includes"
        if not row.is_valid():
            context = {"row": row}
            return TemplateResponse(
                request, f"{folder}/sheet_row.html", context, status=422
            )
        entry, is_new = self.enter_row(request, date, sheet, row)
        is_before = not is_new and entry.nonce != row.cleaned_data["nonce"]
        context = {"entry": entry, "date": date, "sheet": sheet, "before": is_before}
        return TemplateResponse(request, f"{folder}/sheet_entry.html", context)

    def enter_row(self, request, date, sheet, row):
        return enter(
            date,
            row.seen,
            how=Attendance.How.SHEET,
            sheet=sheet,
            nonce=row.cleaned_data["nonce"],
            by=request.user,
        )


def typed_rows(posted):
    """The rows in which something is typed, in their order."""
    numbers = range(MOST_ROWS)
    there = [number for number in numbers if f"row-{number}-nonce" in posted]
    rows = [PersonForm(posted, prefix=f"row-{number}") for number in there]
    return [row for row in rows if not row.is_empty]


def empty_rows(wrong):
    """Fresh rows, beside those that came back."""
    taken = {row.prefix for row in wrong}
    names = [f"row-{number}" for number in range(ROWS + len(wrong))]
    return [PersonForm(prefix=name) for name in names if name not in taken]
