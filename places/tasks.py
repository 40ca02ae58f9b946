"""Work on photos and maps, asked for by `ring`, found again by the sweeper."""

from celery import shared_task
from celery.signals import worker_process_init, worker_ready
from django.conf import settings

from hub.shared.bell import ring_for_each, ring_now, rings_waiting
from hub.shared.heartbeat import note_alive
from places.basemap import files as basemap_files
from places.basemap.building import build
from places.maps import jobs, strays
from places.models import Basemap, HistoricMap, Photo
from places.photos import orphans
from places.photos.imaging import limit_process
from places.photos.renditions import render

# So many rings may wait in Redis; a longer queue stays in the database.
SWEEP_LIMIT = 1000
# The queue of work that takes minutes or hours, with a worker of its own.
LONG = "long"
# The largest countries take tilemaker some hours, in seconds.
LONGEST_BUILD = 12 * 60 * 60
LONGEST_MAP = 60 * 60


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
    ring_for_each(render_photo, due[: max(0, SWEEP_LIMIT - rings_waiting())])


@shared_task
def remove_orphans() -> None:
    """Delete files that no photo and no map needs. Runs every day."""
    orphans.remove_orphans()
    basemap_files.remove_strays()
    strays.remove_strays()


@shared_task(time_limit=LONGEST_BUILD, soft_time_limit=LONGEST_BUILD - 60)
def build_basemap(pk: int) -> None:
    """Make one base map. Does no harm twice, or to one that was cancelled."""
    basemap = Basemap.objects.claim(pk)
    if basemap is not None:
        build(basemap)


@shared_task
def build_due_basemaps() -> None:
    """Ring again for base maps whose worker got lost. Runs every 30 seconds."""
    if not rings_waiting(LONG):
        ring_for_each(build_basemap, Basemap.objects.due().values_list("pk", flat=True))


@shared_task
def read_scan(map_id: int) -> None:
    """Read the scan of one old map. Does no harm twice, or to a deleted sheet."""
    sheet = HistoricMap.objects.claim(map_id, HistoricMap.Work.PREPARE)
    if sheet is not None:
        jobs.work_on(sheet)


@shared_task(time_limit=LONGEST_MAP, soft_time_limit=LONGEST_MAP - 60)
def make_map(map_id: int) -> None:
    """Cut the tiles of one old map. Does no harm twice, or to a deleted sheet."""
    sheet = HistoricMap.objects.claim(map_id, HistoricMap.Work.CUT)
    if sheet is not None:
        jobs.work_on(sheet)


@shared_task
def make_due_maps() -> None:
    """Ring again for old maps whose request or worker got lost. Every 30 seconds."""
    due = HistoricMap.objects.due()
    ring_for_each(
        read_scan,
        due.filter(work=HistoricMap.Work.PREPARE).values_list("pk", flat=True),
    )
    if not rings_waiting(LONG):
        ring_for_each(
            make_map, due.filter(work=HistoricMap.Work.CUT).values_list("pk", flat=True)
        )


@worker_ready.connect
def sweep_at_start(**_signal: object) -> None:
    """A worker that starts looks at once for what was left lying."""
    ring_now(render_due_photos)


@worker_process_init.connect
def limit_memory(**_signal: object) -> None:
    """A picture that needs more memory than a worker has is refused."""
    limit_process(settings.HUB_WORKER_MEMORY)
