"""Posters for everybody."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from events.models import PrintedSheet
from events.printing.files import path_of
from events.printing.naming import file_name
from events.printing.telling import Teller
from hub.shared.pages import kept_by_proxies


@require_safe
@kept_by_proxies
def poster_file(request, pk, digest):
    """A poster that tells what is true now; one that no longer does is not there."""
    sheets = PrintedSheet.objects.public().with_subjects()
    sheet = get_object_or_404(sheets, pk=pk, digest=digest)
    if not Teller().is_current(sheet):
        raise Http404
    return sheet_response(sheet)


def sheet_response(sheet):
    """The file of a sheet that is ready, to be looked at or kept."""
    try:
        file = path_of(sheet.digest).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, content_type="application/pdf", filename=file_name(sheet))
