"""The page on which staff have posters and sheets made, and fetch them."""

import tempfile
import zipfile

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from events.models import PrintedSheet
from events.printing.actions import ask_for_sheets
from events.printing.files import path_of
from events.printing.listing import is_made_of, rows_of
from events.printing.naming import file_name
from events.printing.telling import Teller
from events.printing.views import sheet_response
from hub.shared.admin import OwnedAdmin
from hub.shared.frame import AUTONYMS

KINDS = dict(PrintedSheet.Kind.choices)


class PrintDesk(OwnedAdmin):
    """Adds to an event or a series what is printed of it.

    The admin of either says what that is by its method `printed(row)`: dates, series.
    """

    @property
    def print_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_print"

    def get_urls(self):
        wrap, name = self.admin_site.admin_view, self.print_name
        return [
            path("<int:row_id>/print/", wrap(self.print_view), name=name),
            path(
                "<int:row_id>/print/<int:sheet_id>.pdf",
                require_safe(wrap(self.printed_file)),
                name=f"{name}_sheet",
            ),
            path(
                "<int:row_id>/print/<slug:kind>-<slug:language>.zip",
                require_safe(wrap(self.printed_files)),
                name=f"{name}_all",
            ),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, **kwargs):
        if row := context.get("original"):
            address = reverse(f"admin:{self.print_name}", args=[row.pk])
            context["print_url"] = address
        return super().render_change_form(request, context, *args, **kwargs)

    def print_view(self, request, row_id):
        row = self.get_object(request, str(row_id))
        if request.method == "POST":
            return self.printing_asked(request, row)
        languages = [
            (code, AUTONYMS[code], code == row.source_language)
            for code, _name in settings.LANGUAGES
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Posters and sheets to print"),
            "opts": self.opts,
            "row": row,
            "languages": languages,
            "kinds": PrintedSheet.Kind.choices,
            "listed": rows_of(self.printed(row)),
            "may_ask": self.has_change_permission(request, row),
        }
        return TemplateResponse(request, "admin/events/print.html", context)

    def printing_asked(self, request, row):
        """The buttons: have these made in the languages that are ticked."""
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        kind = request.POST.get("kind")
        languages = [one for one in request.POST.getlist("language") if one in AUTONYMS]
        if kind in KINDS and languages:
            subjects = self.printed(row)
            subjects = [one for one in subjects if is_made_of(one, kind)]
            count = ask_for_sheets(
                subjects, kind=kind, languages=languages, by=request.user
            )
            self.message_user(request, made_words(count))
        else:
            self.message_user(request, _("Tick a language first."), "warning")
        return HttpResponseRedirect(request.path)

    def printed_sheets(self, row):
        """All that was made of it."""
        return PrintedSheet.objects.of(self.printed(row)).with_subjects()

    def printed_file(self, request, row_id, sheet_id):
        row = self.get_object(request, str(row_id))
        [sheet] = current_of(self.printed_sheets(row).filter(pk=sheet_id))
        return sheet_response(sheet)

    def printed_files(self, request, row_id, kind, language):
        """All of a kind that are ready, in one file."""
        row = self.get_object(request, str(row_id))
        sheets = self.printed_sheets(row).filter(kind=kind, language=language)
        current = current_of(sheets)
        name = f"{row.slug}-{kind.replace('_', '-')}-{language}.zip"
        return FileResponse(packed(current), as_attachment=True, filename=name)


def current_of(sheets):
    """Those that are ready and tell what is true now, one at least."""
    teller = Teller()
    ready = sheets.filter(state=PrintedSheet.State.READY)
    if current := [sheet for sheet in ready if teller.is_current(sheet)]:
        return current
    raise Http404


def made_words(count):
    if not count:
        return _("Everything is there already.")
    made = ngettext("%d sheet is being made.", "%d sheets are being made.", count)
    return made % count


def packed(sheets):
    """A ZIP of the files, on disk and not in memory. PDFs are packed already."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the answer closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as pack:
        for sheet in sheets:
            if path_of(sheet.digest).is_file():
                pack.write(path_of(sheet.digest), file_name(sheet))
    file.seek(0)
    return file
