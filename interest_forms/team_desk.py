"""The buttons of the desk with which moderators work together."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hub.shared.numbers import id_of
from interest_forms import teamwork
from interest_forms.models import Submission

if TYPE_CHECKING:
    from partners.models import User

LONGEST_NOTE = 1000


class NotDone(Exception):
    """In words for the moderator, why nothing was done."""


class TeamDesk:
    """Each act says in words what was done, or raises `NotDone`."""

    def __init__(
        self, submission: Submission, user: "User", data: Mapping[str, str]
    ) -> None:
        self.submission, self.user, self.data = submission, user, data
        self.acts = {
            "assign": self.assign,
            "note": self.note,
            "ask_opinion": self.ask_opinion,
            "end_opinion": self.end_opinion,
            "trust": self.trust,
            "distrust": self.distrust,
        }

    def assign(self) -> str:
        chosen = self.data.get("person", "")
        colleagues = teamwork.colleagues_of(self.submission)
        person = colleagues.filter(pk=id_of(chosen)).first()
        if chosen and person is None:
            raise NotDone(_("Choose a colleague from the list."))
        teamwork.assign_submission(self.submission, to=person, by=self.user)
        if person is None:
            return _("It lies there for everybody again.")
        return _("It is given to %(who)s.") % {"who": person}

    def note(self) -> str:
        text = self.data.get("note", "").strip()
        if not text or len(text) > LONGEST_NOTE:
            raise NotDone(_("Write a note of at most 1000 letters."))
        teamwork.add_note(self.submission, text=text, by=self.user)
        return _("The note is kept. The sender does not see it.")

    def ask_opinion(self) -> str:
        teamwork.ask_opinion(self.submission, by=self.user)
        return _("A colleague is asked to look, too.")

    def end_opinion(self) -> str:
        teamwork.end_opinion(self.submission, by=self.user)
        return _("No second opinion is waited for any more.")

    def trust(self) -> str:
        if not self.submission.contact_confirmed or not self.submission.contact:
            raise NotDone(_("Only a sender with a confirmed e-mail can be trusted."))
        teamwork.trust_sender(self.submission, by=self.user)
        return _("This sender’s photos are looked at first from now on.")

    def distrust(self) -> str:
        teamwork.distrust_sender(self.submission, by=self.user)
        return _("This sender’s photos wait like everybody’s again.")
