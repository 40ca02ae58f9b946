"""A moderator's button, turned into the action it stands for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.shared.numbers import id_of, ids_of
from interest_forms.actions import (
    ask_sender,
    place_submission,
    record_guardian,
    release_submission,
)
from interest_forms.canned import canned_for, chosen
from interest_forms.models import CannedWords, Message, Submission
from interest_forms.models.canned import LONGEST_WORDS
from interest_forms.team_desk import NotDone, TeamDesk
from interest_forms.undo import remember_decision
from places.actions import (
    approve_photos,
    caption_photo,
    decline_photos,
    hide_photos,
    reopen_photos,
)
from places.models import Photo, Place
from places.models.photos import PhotoQuerySet
from places.obstacles import obstacles
from places.two_people import waits_for_second

if TYPE_CHECKING:
    from partners.models import User


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to tell the moderator, and whether the next submission may follow."""

    text: str
    level: int = messages.SUCCESS
    is_decision: bool = False


class Desk:
    """One submission on a moderator's desk, and what she has just pressed.

    `photos` are those she may decide on. The form names one of them, or none: all.
    """

    def __init__(
        self,
        submission: Submission,
        user: "User",
        data: Mapping[str, str],
        photos: PhotoQuerySet,
    ) -> None:
        self.submission, self.user, self.data = submission, user, data
        self.photos = photos.filter(submission=submission)
        chosen = data.get("photo") or data.get("photos")
        if chosen:
            self.photos = self.photos.filter(pk__in=ids_of(chosen.split(",")))

    @transaction.atomic
    def act(self) -> Outcome:
        acts = {
            "approve": self.approve,
            "decline": self.decline,
            "ask": self.ask,
            "hide": self.hide,
            "reopen": self.reopen,
            "caption": self.caption,
            "place": self.place,
            "release": self.release,
            "guardian": self.guardian,
        }
        name = self.data.get("act", "")
        team = TeamDesk(self.submission, self.user, self.data)
        if name in team.acts:
            return self.together(team.acts[name])
        act = acts.get(name)
        return act() if act else self.wrong(_("Choose what to do."))

    def together(self, act: Callable[[], str]) -> Outcome:
        try:
            return Outcome(act())
        except NotDone as reason:
            return self.wrong(str(reason))

    def wrong(self, text: str) -> Outcome:
        return Outcome(text, messages.ERROR)

    def approve(self) -> Outcome:
        reasons = obstacles(self.photos)
        if reasons:
            return self.wrong(" ".join(reasons))
        pending = self.pending()
        count = approve_photos(self.rows(pending), by=self.user)
        left = waits_for_second(self.rows(pending))
        if left and not count:
            return Outcome(" ".join(left))
        done = ngettext("%d photo approved.", "%d photos approved.", count)
        return self.decided(done, count, pending)

    def decline(self) -> Outcome:
        offered = canned_for(self.submission, CannedWords.Purpose.DECLINE)
        canned = chosen(offered, self.data.get("reason", ""))
        if canned is None:
            return self.wrong(_("Choose the reason; the sender will read it."))
        words = self.data.get("words", "").strip()[:LONGEST_WORDS] or canned.words
        pending = self.pending()
        count = decline_photos(
            self.rows(pending), reason=canned.code, words=words, by=self.user
        )
        done = ngettext("%d photo declined.", "%d photos declined.", count)
        return self.decided(done, count, pending)

    def ask(self) -> Outcome:
        offered = canned_for(self.submission, CannedWords.Purpose.ASK)
        canned = chosen(offered, self.data.get("canned", ""))
        written = self.data.get("question", "").strip()
        question = written or (canned.words if canned else "")
        if not question:
            return self.wrong(_("Write your question."))
        pending = self.pending()
        if not pending:
            return self.too_late()
        rows = self.rows(pending)
        message = ask_sender(self.submission, rows, question=question, by=self.user)
        done = ngettext(
            "Asked; %d photo waits for the answer.",
            "Asked; %d photos wait for the answer.",
            len(pending),
        )
        return self.decided(done, len(pending), pending, message)

    def hide(self) -> Outcome:
        count = hide_photos(self.plain(), by=self.user)
        return self.counted(
            ngettext("%d photo hidden.", "%d photos hidden.", count), count
        )

    def reopen(self) -> Outcome:
        count = reopen_photos(self.plain(), by=self.user)
        done = ngettext(
            "%d photo is back in the queue.", "%d photos are back in the queue.", count
        )
        return self.counted(done, count)

    def caption(self) -> Outcome:
        photo = self.photos.first()
        text = self.data.get("caption", "").strip()
        if photo is None or len(text) > Photo._meta.get_field("caption").max_length:  # noqa: SLF001 -- the public way to a field
            return self.wrong(_("The caption was not kept: at most 200 letters."))
        language = self.submission.language
        caption_photo(photo, text=text, language=language, by=self.user)
        return Outcome(_("The caption is kept."))

    def place(self) -> Outcome:
        places = Place.objects.managed_by(self.user)
        place = places.filter(pk=id_of(self.data.get("place"))).first()
        if place is None:
            return self.wrong(_("Choose a place of your group from the list."))
        place_submission(self.submission, place=place, by=self.user)
        return Outcome(_("The photos are now of %(place)s.") % {"place": place})

    def release(self) -> Outcome:
        release_submission(self.submission, by=self.user)
        return Outcome(_("The submission is in the queue now."))

    def guardian(self) -> Outcome:
        said = self.data.get("said", "").strip()
        longest = Submission._meta.get_field("guardian_said").max_length  # noqa: SLF001 -- the public way to a field
        if not said or len(said) > longest:
            return self.wrong(_("Write who agreed, and how: at most 200 letters."))
        record_guardian(self.submission, said=said, by=self.user)
        return Outcome(_("The guardian’s agreement is kept."))

    # ---- How many, and who was faster

    def pending(self) -> list[Photo]:
        """Those that wait still, locked: of two moderators the first decides."""
        pending = self.photos.pending().order_by("pk")
        return list(pending.select_for_update(of=["self"]))

    def rows(self, photos: list[Photo]) -> PhotoQuerySet:
        return Photo.objects.filter(pk__in=[photo.pk for photo in photos])

    def plain(self) -> PhotoQuerySet:
        return self.rows(list(self.photos))

    def counted(self, done: str, count: int) -> Outcome:
        return Outcome(done % count) if count else self.too_late()

    def decided(
        self,
        done: str,
        count: int,
        before: list[Photo],
        message: Message | None = None,
    ) -> Outcome:
        if not count:
            return self.too_late()
        remember_decision(
            before, by=self.user, submission=self.submission, message=message
        )
        return Outcome(done % count, is_decision=True)

    def too_late(self) -> Outcome:
        """Somebody else has decided since this page was opened."""
        last = self.photos.exclude(decided=None).select_related("decided_by")
        photo = last.order_by("-decided").first()
        if photo is None:
            return self.wrong(_("There is nothing here to decide."))
        words = _("Already decided by %(who)s: %(state)s.") % {
            "who": photo.decided_by or _("the sender"),
            "state": photo.get_state_display(),
        }
        return Outcome(words, messages.WARNING)
