"""tus 1.0 as it is spoken over HTTP. Every refusal says in words what is wrong."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from hub.shared.clients import client_key
from hub.shared.pages import unlisted
from hub.shared.signed_form import read_form_key
from interest_forms.fields import ACCEPTED
from interest_forms.models import Upload
from interest_forms.resumable import metadata, pieces
from interest_forms.uploads import fault_text, signed
from places.actions import KeptFile
from places.photos.headers import Fault

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PIECE_TYPE = "application/offset+octet-stream"
# Digits of the largest number of bytes that makes any sense.
LONGEST_NUMBER = 12
RETRY_SECONDS = "600"


class Refused(Exception):
    """The request is answered with a status and words for the sender."""

    def __init__(self, status: int, problem: str, **headers: str) -> None:
        super().__init__(problem)
        self.status, self.problem = status, problem
        self.headers = {name.replace("_", "-"): text for name, text in headers.items()}


# As the form: no cookie and no session that another site could ride on. Creating is
# proved by the form's signed key, all else by the unguessable address.
@method_decorator([csrf_exempt, unlisted], name="dispatch")
class TusView(View):
    """What is common to all requests of the protocol."""

    def dispatch(self, request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            # For those who cannot send a PATCH or DELETE.
            wanted = request.headers.get("X-HTTP-Method-Override", "POST")
            request.method = wanted.upper()
        try:
            if request.method not in ("GET", "OPTIONS"):
                self.check_version()
            response = super().dispatch(request, *args, **kwargs)
        except Refused as refused:
            body = {"problem": refused.problem}
            response = JsonResponse(
                body, status=refused.status, headers=refused.headers
            )
        except (Upload.DoesNotExist, FileNotFoundError):
            text = _("We do not have this upload any more. Please send the file again.")
            response = JsonResponse({"problem": text}, status=404)
        response["Tus-Resumable"] = VERSION
        return response

    def check_version(self) -> None:
        if self.request.headers.get("Tus-Resumable") != VERSION:
            raise Refused(412, f"Tus-Resumable: {VERSION}", Tus_Version=VERSION)

    def options(self, request, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().options(request, *args, **kwargs)
        response["Tus-Version"] = VERSION
        response["Tus-Extension"] = EXTENSIONS
        response["Tus-Max-Size"] = str(settings.HUB_PHOTO_MAX_BYTES)
        return response

    def number(self, name: str) -> int:
        """A header that is a whole number."""
        text = self.request.headers.get(name, "")
        if not (text.isascii() and text.isdecimal()) or len(text) > LONGEST_NUMBER:
            raise Refused(400, f"{name}: ?")
        return int(text)


class UploadList(TusView):
    """Where uploads are begun."""

    def post(self, request) -> HttpResponse:
        length = self.number("Upload-Length")
        written = request.headers.get("Upload-Metadata", "")
        about = self.read_metadata(written)
        form = self.form_of(about)
        self.refuse_known_faults(length, about.get("filetype", ""))
        client = client_key(request)
        if Upload.objects.too_many(client_key=client, form=form):
            text = _("Very many photos came from here. Please wait a while.")
            raise Refused(429, text, Retry_After=RETRY_SECONDS)
        upload = pieces.begin(
            form=form,
            name=about.get("filename", ""),
            metadata=written,
            length=length,
            client_key=client,
        )
        response = HttpResponse(status=201)
        response["Location"] = reverse("upload-detail", args=[upload.token])
        response["Upload-Expires"] = http_date(upload.expires.timestamp())
        return response

    def read_metadata(self, written: str) -> dict[str, str]:
        try:
            return metadata.parsed(written)
        except ValueError as problem:
            raise Refused(400, f"Upload-Metadata: {problem}") from problem

    def form_of(self, about: dict[str, str]):
        try:
            form, _opened = read_form_key(about.get("key", ""))
        except BadSignature:
            text = _("This form is out of date. Nothing is lost: please send it again.")
            raise Refused(403, text) from None
        return form

    def refuse_known_faults(self, length: int, filetype: str) -> None:
        """What can be told before any byte has come."""
        if length > settings.HUB_PHOTO_MAX_BYTES:
            raise Refused(413, fault_text("too_large"))
        if not length:
            raise Refused(422, fault_text(Fault.EMPTY))
        # Some phones name no type, or none that is of any use.
        top, _slash, kind = filetype.partition("/")
        if filetype and (top != "image" or kind not in (*ACCEPTED, "jpg")):
            raise Refused(415, fault_text(Fault.UNSUPPORTED))


class UploadDetail(TusView):
    """One upload: how far it is, its next piece, what became of it."""

    def upload(self) -> Upload:
        return Upload.objects.alive().get(token=self.kwargs["token"])

    def head(self, request, token: str) -> HttpResponse:
        upload = self.upload()
        response = self.state_of(upload, HttpResponse())
        response["Upload-Length"] = str(upload.length)
        response["Upload-Metadata"] = upload.metadata
        return response

    def get(self, request, token: str) -> HttpResponse:
        """What became of it: `kept` is what the form is to name."""
        upload = pieces.settle(self.upload())
        about: dict[str, Any] = {"offset": upload.offset, "length": upload.length}
        if upload.fault:
            about["problem"] = fault_text(upload.fault)
        if upload.sha256:
            values = (upload.sha256, upload.length, upload.format, upload.name)
            about["kept"] = signed(KeptFile(*values))
        return self.state_of(upload, JsonResponse(about))

    def patch(self, request, token: str) -> HttpResponse:
        upload = self.upload()
        self.check_piece(upload)
        try:
            pieces.receive(upload, request)
        except pieces.Moved:
            raise Refused(409, "Upload-Offset") from None
        upload = pieces.settle(upload)
        if upload.fault:
            raise Refused(422, fault_text(upload.fault))
        return self.state_of(upload, HttpResponse(status=204))

    def check_piece(self, upload: Upload) -> None:
        if self.request.content_type != PIECE_TYPE:
            raise Refused(415, f"Content-Type: {PIECE_TYPE}")
        if upload.fault:
            raise Refused(422, fault_text(upload.fault))
        if self.number("Upload-Offset") != upload.offset:
            raise Refused(409, f"Upload-Offset: {upload.offset}")
        if self.number("Content-Length") > upload.length - upload.offset:
            raise Refused(413, f"Upload-Length: {upload.length}")

    def delete(self, request, token: str) -> HttpResponse:
        pieces.remove(self.upload())
        return HttpResponse(status=204)

    def state_of(self, upload: Upload, response: HttpResponse) -> HttpResponse:
        response["Upload-Offset"] = str(upload.offset)
        response["Upload-Expires"] = http_date(upload.expires.timestamp())
        return response
