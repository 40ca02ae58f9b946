"""Changing a picture by instructions, with one audit entry; the original stays."""

from typing import TYPE_CHECKING

from django.db import transaction

from hub.shared.audit import record
from hub.shared.bell import ring
from hub.shared.versions import raise_versions
from places.models import Photo
from places.photos.edits import Edits
from places.photos.purging import remove_renditions
from places.tasks import render_photo

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def edit_photo(photo: Photo, *, edits: Edits, by: "User") -> bool:
    """Have the picture made anew by these instructions; `False`: it is so already.

    What was made before is shown to nobody from this moment on. A published photo is
    back on its page as soon as a worker has made it.
    """
    row = Photo.objects.filter(pk=photo.pk, state__in=Photo.KEPT)
    current = row.select_for_update().first()
    if current is None or current.instructions == edits:
        return False
    if current.is_rendered:
        token = current.token
        transaction.on_commit(lambda: remove_renditions({token}), robust=True)
    row.update(
        edits=edits.as_json(),
        recipe=0,
        token="",
        attempts=0,
        lease_until=None,
        not_before=None,
        problem="",
        # Whoever approved it first saw another picture.
        first_approved_by=None,
    )
    record("photo.edit", photo, actor=by, edits=edits.as_json())
    raise_versions([current.group_id])
    ring(render_photo, photo.pk)
    return True
