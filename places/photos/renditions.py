"""Making the renditions of a claimed photo, and the files they are."""

import logging
from typing import Any

from django.contrib.gis.geos import Point
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from hub.shared.versions import raise_versions
from places.models import CameraRecord, Photo
from places.models.rendering import MAX_ATTEMPTS
from places.photos import originals
from places.photos.exif import CameraFacts
from places.photos.headers import Fault, UnreadableImage
from places.photos.imaging import Portrait, make_renditions, renditions_for
from places.photos.names import before_name, path_of, rendition_name

logger = logging.getLogger(__name__)

PROBLEMS = {
    Fault.TRUNCATED: Photo.Problem.TRUNCATED,
    Fault.TOO_MANY_PIXELS: Photo.Problem.TOO_LARGE,
    Fault.OUT_OF_MEMORY: Photo.Problem.OUT_OF_MEMORY,
}
# How long a photo waits after each attempt that failed by a passing fault.
BACK_OFF_SECONDS = (30, 120, 600)


def render(photo: Photo) -> None:
    """Make the renditions of a photo that this worker has claimed.

    Whatever happens is written down in the row: done, quarantined with the problem,
    or waiting for another attempt. A worker that lost its claim changes nothing.
    """
    try:
        _render(photo)
    except UnreadableImage as fault:
        logger.info("Photo %s is quarantined: %s", photo.pk, fault)
        photo.quarantine(PROBLEMS.get(fault.fault, Photo.Problem.UNREADABLE))
    except MemoryError:
        photo.quarantine(Photo.Problem.OUT_OF_MEMORY)
    except (InterfaceError, OperationalError):
        # Nothing can be noted now; the lease runs out and the sweeper rings again.
        raise
    except OSError as fault:
        _wait(photo, fault, is_of_the_disk=fault.errno is not None)
    except Exception as fault:  # noqa: BLE001 -- the time limit, or our own mistake
        _wait(photo, fault, is_of_the_disk=False)


def names_of(photo: Photo) -> list[str]:
    """The names of all files made for a rendered photo."""
    names = [
        rendition_name(photo.token, width, extension)
        for width, extension in renditions_for(photo.width, photo.height)
    ]
    return [*names, before_name(photo.token)] if photo.edits else names


def exists(photo: Photo) -> bool:
    """Are all renditions of a rendered photo there?"""
    return all(path_of(name).is_file() for name in names_of(photo))


def _render(photo: Photo) -> None:
    source = originals.path_of(photo.sha256)
    if not source.is_file():
        photo.quarantine(Photo.Problem.ORIGINAL_MISSING)
        return
    token = photo.token_to_make
    portrait = make_renditions(
        source,
        lambda width, extension: path_of(rendition_name(token, width, extension)),
        edits=photo.instructions,
        before=path_of(before_name(token)) if photo.edits else None,
    )
    _keep(photo, portrait)


@transaction.atomic
def _keep(photo: Photo, portrait: Portrait) -> None:
    is_first = photo.state in Photo.UNFINISHED
    done = photo.mark_rendered(
        width=portrait.width,
        height=portrait.height,
        colour=portrait.colour,
        dhash=portrait.dhash,
        quality=portrait.quality,
    )
    if not done:
        return
    if is_first:
        # Never again: what was purged since does not come back.
        _keep_camera_facts(photo, portrait.camera)
    if photo.state == Photo.State.APPROVED:
        raise_versions([photo.group_id])


def _keep_camera_facts(photo: Photo, facts: CameraFacts) -> None:
    CameraRecord.objects.update_or_create(photo=photo, defaults=camera_fields(facts))


def camera_fields(facts: CameraFacts) -> dict[str, Any]:
    """Those of a camera record that are known: what was told before stays."""
    fields = {
        # Cameras know no time zone: theirs is taken to be the portal's.
        "taken": facts.taken and timezone.make_aware(facts.taken),
        "point": facts.point and Point(*facts.point, srid=4326),
        "camera": facts.camera,
    }
    return {name: value for name, value in fields.items() if value}


def _wait(photo: Photo, fault: BaseException, *, is_of_the_disk: bool) -> None:
    """Let the photo wait for another attempt, or give up on it after the last.

    A full disk is not the photo's fault: it waits on, and has one attempt left.
    """
    logger.warning("Photo %s was not rendered: %r", photo.pk, fault)
    attempts = photo.attempts
    if is_of_the_disk:
        attempts = min(attempts, MAX_ATTEMPTS - 1)
    elif attempts >= MAX_ATTEMPTS:
        photo.quarantine(Photo.Problem.KILLED_WORKER)
        return
    seconds = BACK_OFF_SECONDS[min(attempts, len(BACK_OFF_SECONDS)) - 1]
    photo.wait(seconds, attempts=attempts)
