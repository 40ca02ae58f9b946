"""Entering for somebody who stands at the table: her photos, her paper, her slip."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hub.shared.audit import record
from interest_forms import papers
from interest_forms.actions import Answers, submit_photos
from interest_forms.models import PaperConsent, Submission
from places.actions import KeptFile
from places.models import Photo, Place

if TYPE_CHECKING:
    from partners.models import User

LONGEST_PLACE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredPhoto:
    """One photo with its own words; `where` is in words when it is no place of ours."""

    file: KeptFile
    caption: str = ""
    credit: str = ""
    place: Place | None = None
    where: str = ""


def enter_for_person(
    *,
    key: UUID,
    photos: Sequence[EnteredPhoto],
    sheets: Sequence[KeptFile],
    answers: Answers,
    signed: datetime,
    by: "User",
) -> Submission:
    """Keep what somebody brought, with the paper she signed; it waits for review.

    The papers are kept before the rows, and leave the originals after them.
    """
    with papers.taken_over(sheets), transaction.atomic():
        return _enter(key, photos, sheets, answers, signed, by)


def _enter(
    key: UUID,
    photos: Sequence[EnteredPhoto],
    sheets: Sequence[KeptFile],
    answers: Answers,
    signed: datetime,
    by: "User",
) -> Submission:
    places = {one.place for one in photos}
    words = "; ".join(dict.fromkeys(one.where for one in photos if one.where))
    answers = replace(
        answers,
        place=places.pop() if len(places) == 1 else None,
        place_text=words[:LONGEST_PLACE],
    )
    submission = submit_photos(
        key=key,
        files=[one.file for one in photos],
        answers=answers,
        most=settings.HUB_PHOTOS_PER_ENTRY,
    )
    Submission.objects.filter(pk=submission.pk).update(entered_by=by, consented=signed)
    caption = f"caption_{answers.language}"
    for one in photos:
        photo = Photo.objects.filter(submission=submission, sha256=one.file.sha256)
        photo.update(
            **{caption: one.caption},
            credit=one.credit or submission.credit,
            place=one.place,
        )
    papers.keep_rows(PaperConsent, sheets, submission=submission)
    record("submission.enter", submission, actor=by)
    return submission
