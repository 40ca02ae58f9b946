"""Pictures as the staff see them: also those that are not public, by their own door."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from hub.shared.pictures import widths
from places.models import Photo
from places.photos.imaging import BEFORE_EDGE
from places.photos.names import before_name, path_of


def made_edge(photo: Photo, wanted: int) -> int:
    """The largest size that is not above the wanted one, else the smallest."""
    made = [edge for edge, _wide in widths(photo.width or 1, photo.height or 1)]
    return max((edge for edge in made if edge <= wanted), default=made[0])


def picture_response(photo: Photo, wanted: int) -> HttpResponse:
    """The photo's WebP of about that size. Kept by nobody but the reader's browser."""
    return _response(photo, photo.rendition_name(made_edge(photo, wanted), "webp"))


def picture_before_edits(photo: Photo) -> HttpResponse:
    """The picture as it came, in a size to work on."""
    if not photo.edits:
        return picture_response(photo, BEFORE_EDGE)
    return _response(photo, before_name(photo.token))


def _response(photo: Photo, name: str) -> HttpResponse:
    file = path_of(name)
    if not photo.is_rendered or not file.is_file():
        raise Http404
    answer = HttpResponse(file.read_bytes(), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def thumbnail(photo: Photo, width: int) -> SafeString | str:
    """The picture in a list or form of the admin; in words while there is none."""
    if not photo.is_rendered:
        return photo.get_problem_display() or photo.get_state_display()
    return format_html(
        '<img class="staff-picture" src="{}" alt="{}" width="{}" height="{}"'
        ' loading="lazy">',
        f"{reverse('admin:places_photo_picture', args=[photo.pk, width])}"
        f"?v={photo.token}",
        photo.caption or gettext("photo %(number)s") % {"number": photo.pk},
        photo.width,
        photo.height,
    )
