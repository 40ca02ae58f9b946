"""What a phone asks for beside the form: a key, a form to keep, photos to take."""

from dataclasses import asdict

from django.conf import settings
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from hub.shared.pages import unlisted
from hub.shared.signed_form import new_form_key
from interest_forms.models import HandedOver
from interest_forms.uploads import OriginalUploadHandler, ReceivedPhoto
from interest_forms.views import PhotoShare


@unlisted
@require_GET
def share_key(request):
    """A key for a form that was opened without signal.

    `wait`: so many seconds later it may be sent, as if it had been opened now.
    """
    return JsonResponse({"key": new_form_key(), "wait": settings.HUB_FORM_MIN_SECONDS})


class PhotoShareShell(PhotoShare):
    """The photo form as phones keep it: the same for everybody, so without a key."""

    http_method_names = ["get", "head"]

    def get_initial(self):
        return {}


@csrf_exempt
@unlisted
@require_POST
def share_target(request):
    """Photos from the phone's gallery, before its service worker is there to take them.

    They stand in the form that opens, by a reference that holds for an hour. Another
    website could at most make its own picture appear in a form that nobody has sent.
    """
    form = reverse("interest_forms:photo-share")
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        return HttpResponseRedirect(form)
    received = _photos_of(request)
    if not received:
        return HttpResponseRedirect(form)
    shared = HandedOver.objects.create(
        files=[asdict(photo.kept) for photo in received if photo.kept],
        refused=[[photo.name, photo.fault] for photo in received if not photo.kept],
    )
    return HttpResponseRedirect(f"{form}?shared={shared.token}")


def _photos_of(request) -> list[ReceivedPhoto]:
    uploads = OriginalUploadHandler(request)
    request.upload_handlers = [uploads]
    try:
        return [upload.received for upload in request.FILES.getlist("photos")]
    finally:
        uploads.upload_interrupted()
