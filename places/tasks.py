"""Work on photos, asked for by `ring`, found again by the sweeper."""

from celery import shared_task
from celery.signals import worker_process_init, worker_ready
from django.conf import settings

from hub.shared.bell import ring, ring_now, rings_waiting
from hub.shared.heartbeat import note_alive
from places.models import Photo
from places.photos import orphans
from places.photos.imaging import limit_process
from places.photos.renditions import render

# So many rings may wait in Redis; a longer queue stays in the database.
SWEEP_LIMIT = 1000


@shared_task
def render_photo(photo_id: int) -> None:
    """Make the renditions of one photo. Does no harm twice, or to a deleted photo."""
    photo = Photo.objects.claim(photo_id)
    if photo is not None:
        render(photo)


@shared_task
def render_due_photos() -> None:
    """Ring again for photos whose request or worker got lost. Runs every 30 seconds."""
    note_alive("worker")
    due = Photo.objects.due().values_list("pk", flat=True)
    for photo_id in due[: max(0, SWEEP_LIMIT - rings_waiting())]:
        ring(render_photo, photo_id)


@shared_task
def remove_orphans() -> None:
    """Delete files that no photo needs. Runs every day."""
    orphans.remove_orphans()


@worker_ready.connect
def sweep_at_start(**_signal: object) -> None:
    """A worker that starts looks at once for what was left lying."""
    ring_now(render_due_photos)


@worker_process_init.connect
def limit_memory(**_signal: object) -> None:
    """A picture that needs more memory than a worker has is refused."""
    limit_process(settings.HUB_WORKER_MEMORY)
