"""Pages of the staff that take files, and that show the signed papers."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from interest_forms import papers
from interest_forms.models.paper import Sheet
from interest_forms.uploads import OriginalUploadHandler

# What a browser shows by itself; other papers are downloaded.
SHOWN = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}


def taking_files(request, view) -> HttpResponse:
    """Answer by the view, its files streamed to the store as from residents' forms.

    The address is exempt from the check of the token, which is done here: files must
    find their way before the form is read.
    """
    uploads = OriginalUploadHandler(request)
    if request.method == "POST":
        request.upload_handlers = [uploads]
    try:
        # Reading the form is what takes the files.
        if request.method == "POST" and not request.POST and uploads.is_too_much:
            told = _("Too many files at once. Add them in several steps.")
            messages.error(request, told)
            return HttpResponseRedirect(request.get_full_path())
        return csrf_protect(view)(request)
    finally:
        uploads.upload_interrupted()


def sheet_response(sheet: Sheet, code: str) -> FileResponse:
    """The photograph of a signed paper."""
    file = papers.path_of(sheet.sha256)
    if not file.is_file():
        raise Http404
    return FileResponse(
        file.open("rb"),
        as_attachment=sheet.format not in SHOWN,
        filename=f"{code}-{sheet.pk}.{sheet.format}",
        content_type=SHOWN.get(sheet.format, "application/octet-stream"),
    )
