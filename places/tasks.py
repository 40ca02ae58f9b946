"""Work on photos, asked for by `ring`, found again by the sweeper."""

from celery import shared_task
from celery.signals import worker_ready

from hub.shared.bell import ring
from places.models import Photo
from places.photos.renditions import render

# A sweep rings for so many photos; the next one follows in 30 seconds.
SWEEP_LIMIT = 1000


@shared_task
def render_photo(photo_id: int) -> None:
    """Make the renditions of one photo. Does no harm twice, or to a deleted photo."""
    photo = Photo.objects.claim(photo_id)
    if photo is not None:
        render(photo)


@shared_task
def render_due_photos() -> None:
    """Ring again for photos whose request or worker got lost."""
    due = Photo.objects.due().values_list("pk", flat=True)[:SWEEP_LIMIT]
    for photo_id in due:
        ring(render_photo, photo_id)


@worker_ready.connect
def sweep_at_start(**_signal) -> None:
    """A worker that starts looks at once for what was left lying."""
    ring(render_due_photos)
