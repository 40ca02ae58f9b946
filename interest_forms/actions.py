"""Everything that is done to a submission, each with one audit entry."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils import timezone

from hub.shared.audit import record
from hub.shared.bell import ring, ring_for_each
from hub.shared.dates import PartialDate
from hub.shared.once import made_once
from hub.shared.versions import raise_versions
from interest_forms.mailing import ask_for_confirmation, tell_of_question
from interest_forms.models import Message, Submission
from interest_forms.models.submissions import needs_guardian, new_code
from interest_forms.owners import group_for
from interest_forms.tasks import send_letter
from partners.models import ActionGroup, Territory
from places.actions import KeptFile, add_photo, decide
from places.models import Photo, Place
from places.models.photos import PhotoQuerySet
from places.pairs import propose_pair
from places.photos.exif import CameraFacts
from places.tasks import render_photo

if TYPE_CHECKING:
    from partners.models import User


# What is told on the receipt when it was answered otherwise the second time.
STANDS = (
    "place",
    "territory",
    "author",
    "author_name",
    "rights",
    "credit_kind",
    "sender_name",
    "contact",
    "people",
    "children",
)


# So many messages of the sender are kept before somebody asks again.
MOST_IN_A_ROW = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the sender said about the photos, beside the photos themselves."""

    language: str
    author: str
    rights: str
    consent_version: str
    author_name: str = ""
    people: str = ""
    children: str = ""
    under_age: int | None = None
    credit_kind: str = Submission.Credit.NONE
    sender_name: str = ""
    contact: str = ""
    caption: str = ""
    place: Place | None = None
    territory: Territory | None = None
    point: Point | None = None
    place_text: str = ""
    dated: PartialDate | None = None
    then: Photo | None = None
    # The one whose form it was; `owner`: whose it is, where that is known already.
    group: ActionGroup | None = None
    owner: ActionGroup | None = None
    noted: Mapping[str, CameraFacts] = field(default_factory=dict)
    client_key: str = ""
    held: str = ""
    signs: tuple[str, ...] = ()

    @property
    def needs_guardian(self) -> bool:
        return needs_guardian(self.children, self.under_age)


class TooManyPhotos(Exception):
    """The form was sent before; with these files it would hold too many photos."""

    def __init__(self, files: Sequence[KeptFile]) -> None:
        super().__init__()
        self.files = files


@transaction.atomic
def submit_photos(
    *,
    key: uuid.UUID,
    files: Sequence[KeptFile],
    answers: Answers,
    most: int | None = None,
) -> Submission:
    """Keep a resident's photos for the moderators, and have them prepared.

    The key is the form's: the same form sent again, even twenty times at once, is the
    same submission. A photo that only the later sending holds is added to it; what
    was answered first stands.
    """
    submission, is_new = made_once(
        Submission, key, lambda: _new_submission(key, answers)
    )
    known = set(submission.photos.values_list("sha256", flat=True))
    added = [file for file in files if file.sha256 not in known]
    most = most or settings.HUB_PHOTOS_PER_FORM
    if added and len(known) + len(added) > most:
        raise TooManyPhotos(added)
    if added and answers.needs_guardian and not submission.awaits_guardian:
        _wait_for_guardian(submission, answers)
    photos = _add_photos(submission, added, answers, first=len(known))
    if photos and not known:
        propose_pair(photos[0], answers.then)
    ring_for_each(render_photo, [photo.pk for photo in photos])
    if is_new:
        record("submission.receive", submission, photos=len(added))
        _ask_about_address(submission)
    return submission


def _add_photos(
    submission: Submission, files: Sequence[KeptFile], answers: Answers, *, first: int
) -> list[Photo]:
    """The photos of a form, from this position on."""
    return [
        add_photo(
            file,
            place=submission.place,
            group=submission.group,
            caption=answers.caption,
            language=submission.language,
            submission=submission,
            position=position,
            credit=submission.credit,
            rights=submission.rights,
            awaits_guardian=submission.awaits_guardian,
            noted=answers.noted.get(file.sha256),
            dated=answers.dated,
        )
        for position, file in enumerate(files, first)
    ]


def _wait_for_guardian(submission: Submission, answers: Answers) -> None:
    """There is a child in what was added: that answer counts, though it came later."""
    submission.people, submission.children = answers.people, answers.children
    submission.under_age = answers.under_age
    submission.guardian_agreed = None
    submission.save()
    unshown = submission.photos.exclude(state=Photo.State.APPROVED)
    unshown.update(awaits_guardian=True)


def stands_otherwise(submission: Submission, answers: Answers) -> bool:
    """Whether the form was sent before with other answers than these."""
    return any(getattr(submission, name) != getattr(answers, name) for name in STANDS)


def _ask_about_address(submission: Submission) -> None:
    letter = ask_for_confirmation(submission)
    if letter:
        ring(send_letter, letter.pk)


def _new_submission(key: uuid.UUID, answers: Answers) -> Submission:
    return Submission.objects.create(
        key=key,
        code=new_code(),
        language=answers.language,
        group=answers.owner
        or group_for(
            place=answers.place,
            territory=answers.territory,
            point=answers.point,
            form=answers.group,
        ),
        place=answers.place,
        territory=answers.territory,
        point=answers.point,
        place_text=answers.place_text,
        author=answers.author,
        author_name=answers.author_name,
        people=answers.people,
        children=answers.children,
        under_age=answers.under_age,
        credit_kind=answers.credit_kind,
        sender_name=answers.sender_name,
        contact=answers.contact,
        rights=answers.rights,
        consent_version=answers.consent_version,
        client_key=answers.client_key,
        held=answers.held,
        signs=list(answers.signs),
    )


@transaction.atomic
def ask_sender(
    submission: Submission, photos: PhotoQuerySet, *, question: str, by: "User"
) -> Message:
    """Ask the sender something; the photos wait for the answer."""
    pending = photos.pending().filter(submission=submission)
    decide(pending, Photo.State.NEEDS_INFO, by=by)
    message = Message.objects.create(submission=submission, author=by, text=question)
    tell_of_question(submission)
    record("submission.ask", submission, actor=by)
    return message


def has_said_enough(submission: Submission) -> bool:
    """Whether the sender has written so often in a row that nobody could read it."""
    latest = submission.messages.order_by("-pk").values_list("author", flat=True)
    authors = latest[:MOST_IN_A_ROW]
    return len(authors) == MOST_IN_A_ROW and not any(authors)


@transaction.atomic
def answer_question(submission: Submission, *, text: str) -> Message:
    """Keep the sender's answer; her photos go back to the moderators."""
    message = Message.objects.create(submission=submission, text=text)
    waiting = Photo.objects.filter(submission=submission, state=Photo.State.NEEDS_INFO)
    decide(waiting, Photo.State.PENDING)
    record("submission.answer", submission)
    return message


def withdraw_photos(photos: PhotoQuerySet) -> int:
    """The sender takes photos back: they leave every page at once."""
    return decide(
        photos.exclude(state__in=[Photo.State.WITHDRAWN, Photo.State.QUARANTINED]),
        Photo.State.WITHDRAWN,
    )


@transaction.atomic
def place_submission(submission: Submission, *, place: Place, by: "User") -> None:
    """Say which place the submission shows; it goes to that place's group."""
    # Photos that were said to show another place than the rest stay there.
    photos = submission.photos.filter(place=submission.place)
    before = set(photos.values_list("group", flat=True))
    photos.update(place=place, group=place.group)
    submission.place, submission.group = place, place.group
    submission.save(update_fields=["place", "group"])
    record("submission.place", submission, actor=by, place=place.pk)
    # Those that are published already go to the other page at once.
    raise_versions(before | {place.group_id})


@transaction.atomic
def release_submission(submission: Submission, *, by: "User") -> None:
    """A held submission came from a person after all."""
    submission.held = ""
    submission.save(update_fields=["held"])
    record("submission.release", submission, actor=by)
    _ask_about_address(submission)


@transaction.atomic
def record_guardian(submission: Submission, *, said: str, by: "User") -> None:
    """A guardian agrees: keep who and how; the photos may be shown from now on."""
    Submission.objects.filter(pk=submission.pk).update(
        guardian_said=said, guardian_agreed=timezone.now()
    )
    submission.photos.update(awaits_guardian=False)
    record("submission.guardian", submission, actor=by)
