"""All that is known of a submission, for the moderator's page."""

from typing import TYPE_CHECKING, Any

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.db.models import OuterRef, Subquery

from hub.shared.audit import history
from interest_forms import queue
from interest_forms.canned import canned_of
from interest_forms.consent import consent_text
from interest_forms.models import Message, Submission
from interest_forms.sender_history import history_of
from interest_forms.teamwork import colleagues_of
from partners.models import Territory
from places.models import CameraRecord, Photo, PhotoPair, Place
from places.staff_pictures import thumbnail

if TYPE_CHECKING:
    from partners.models import User

HASH_BITS = 64
# So far (metres) the camera and the place may be apart before it is told in colour.
FAR_METRES = 300
PLACES_OFFERED = 300


def review_context(submission: Submission, user: "User") -> dict[str, Any]:
    """What the template shows; other groups' photos and twins are left out."""
    claimed = claimed_point(submission)
    pairs = PhotoPair.objects.managed_by(user).filter(now__submission=submission)
    pairs = {pair.now_id: pair for pair in pairs.select_related("then")}
    photos = [
        {
            "photo": photo,
            "caption": getattr(photo, f"caption_{submission.language}") or "",
            "twins": twins(photo, user),
            "pair": pairs.get(photo.pk),
            "thumbnail": thumbnail(photo, 320),
            **camera(photo),
        }
        for photo in photos_of(submission, user, claimed)
    ]
    return {
        "submission": submission,
        "photos": photos,
        "pending_count": sum(one["photo"].state == "pending" for one in photos),
        "has_published": any(one["photo"].state == "approved" for one in photos),
        "points": points(claimed, photos),
        "conversation": Message.objects.filter(submission=submission).select_related(
            "author"
        ),
        "notes": submission.notes.select_related("author"),
        "colleagues": colleagues_of(submission),
        "canned": canned_of(submission),
        "places": places_near(user, claimed),
        "age": queue.age_badge(submission),
        "audit_entries": history(submission)[:10],
        "claimed": claimed,
        "history": history_of(submission, user),
        "agreed": consent_text(submission.consent_version, submission.language),
    }


def claimed_point(submission: Submission) -> Point | None:
    """Where the sender says it was: her point, the place, else the settlement."""
    if submission.point:
        return submission.point
    if submission.place_id:
        return Place.objects.get(pk=submission.place_id).point
    if submission.territory_id:
        return Territory.objects.get(pk=submission.territory_id).point
    return None


def photos_of(submission: Submission, user: "User", claimed: Point | None):
    """Her photos in the order sent, each with the camera's distance in metres."""
    photos = Photo.objects.managed_by(user).filter(submission=submission)
    photos = photos.select_related("place", "decided_by", "camera_record")
    if claimed:
        away = CameraRecord.objects.filter(photo=OuterRef("pk")).values(
            metres=Distance("point", claimed)
        )
        photos = photos.annotate(away=Subquery(away))
    return photos.order_by("position", "pk")


def camera(photo: Photo) -> dict[str, Any]:
    """What the camera noted, and how far from the claimed place."""
    record = getattr(photo, "camera_record", None)
    away = getattr(photo, "away", None)
    metres = round(away.m) if away is not None else None
    return {
        "camera": record,
        "metres": metres,
        "is_far": metres is not None and metres > FAR_METRES,
    }


def twins(photo: Photo, user: "User") -> list[dict[str, Any]]:
    """Same bytes, or alike at the same place, among what the user manages."""
    found = Photo.objects.twins_of(photo).managed_by(user).select_related("place")
    return [
        {
            "photo": twin,
            "is_same": twin.sha256 == photo.sha256,
            "percent": round(100 * (1 - (twin.difference or 0) / HASH_BITS)),
        }
        for twin in found[:3]
    ]


def points(claimed: Point | None, photos: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The map's points: what was claimed, and what the cameras noted."""
    drawn = []
    if claimed:
        drawn.append({"kind": "claimed", "lon": claimed.x, "lat": claimed.y})
    for one in photos:
        record = one["camera"]
        if record and record.point:
            lon, lat = record.point.x, record.point.y
            drawn.append(
                {
                    "kind": "camera",
                    "lon": lon,
                    "lat": lat,
                    "metres": one["metres"],
                    "photo": one["photo"].pk,
                }
            )
    return drawn


def places_near(user: "User", claimed: Point | None):
    """Places to choose from without JavaScript: her groups', the nearest first."""
    places = Place.objects.managed_by(user).select_related("territory__parent")
    if claimed:
        places = places.annotate(away=Distance("point", claimed)).order_by("away", "pk")
    else:
        places = places.order_by("name", "pk")
    return places[:PLACES_OFFERED]
