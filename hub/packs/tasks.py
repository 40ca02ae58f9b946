"""Offline packs: asked for every night, made in the queue of long work."""

from celery import shared_task

from hub.packs.making import make
from hub.packs.models import OfflinePack
from hub.shared.bell import ring_for_each, rings_waiting
from places.tasks import LONG

# A group of a thousand places takes some minutes on a slow machine, in seconds.
LONGEST = 30 * 60


@shared_task
def ask_for_packs() -> None:
    """Have every pack made anew. Runs every night."""
    OfflinePack.objects.ask_for_all()


@shared_task(time_limit=LONGEST, soft_time_limit=LONGEST - 60)
def make_pack(pk: int) -> None:
    """Make one pack. Does no harm twice, or to a deleted one."""
    pack = OfflinePack.objects.claim(pk)
    if pack is not None:
        make(pack)


@shared_task
def make_due_packs() -> None:
    """Ring for packs that wait or whose worker got lost. Runs every 30 seconds."""
    if not rings_waiting(LONG):
        ring_for_each(make_pack, OfflinePack.objects.due().values_list("pk", flat=True))
