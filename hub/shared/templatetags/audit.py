"""Verbs of the audit trail, in words."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

VERBS = {
    "add": _("added"),
    "change": _("changed"),
    "delete": _("deleted"),
    "publish": _("published"),
    "unpublish": _("taken off the pages"),
    "hand_over": _("given to another group"),
    "approved": _("approved"),
    "declined": _("declined"),
    "pending": _("put back into the queue"),
    "needs_info": _("question asked"),
    "thank": _("thanked by the sender"),
    "undo": _("decision taken back"),
    "hidden": _("hidden"),
    "withdrawn": _("withdrawn by the sender"),
    "caption": _("caption written"),
    "date": _("date confirmed"),
    "rule": _("calendar rule changed"),
    "drop_rule": _("calendar rule removed"),
    "decide": _("decided about a year"),
    "undecide": _("a year left to the calendar rule again"),
    "edit": _("picture edited"),
    "join": _("member or settlement added"),
    "alter": _("role or dates changed"),
    "leave": _("member or settlement removed"),
    "receive": _("received"),
    "ask": _("question asked"),
    "answer": _("answered by the sender"),
    "confirm_contact": _("e-mail address confirmed"),
    "refuse_letters": _("letters refused"),
    "first_approval": _("approved by a first person"),
    "assign": _("given to somebody"),
    "note": _("note written"),
    "ask_opinion": _("second opinion asked for"),
    "end_opinion": _("second opinion given"),
    "trust": _("sender trusted"),
    "distrust": _("sender trusted no longer"),
    "place": _("place chosen"),
    "adopt_words": _("ready-made texts copied"),
    "hold": _("held for checking"),
    "release": _("released from the held lane"),
    "restored": _("picture shown after a report"),
    "removed": _("picture taken down after a report"),
    "answered": _("report answered"),
    "enter": _("entered for somebody"),
    "make_now": _("asked for at once"),
    "withdraw_entry": _("attendance withdrawn"),
    "add_sheet": _("signed sheet added"),
    "drop_sheet": _("photograph of a signed sheet deleted"),
    "count_heads": _("heads counted"),
    "erase": _("data of a person erased"),
    "cancel": _("registration cancelled"),
    "accept": _("offered seat taken"),
    "seat": _("seat given"),
    "move": _("moved to another date"),
    "offer": _("free seats offered"),
    "expire": _("offer ended"),
    "registrants": _("names of those who were registered deleted"),
    "score": _("scored"),
    "score_anew": _("scores forgotten, to be given anew"),
    "make": _("made a draft, or linked"),
    "step": _("taken one step on"),
    "retention": _("deleted because its time was over"),
}


@register.filter
def verb_label(verb):
    """What was done, in the reader's language; unknown verbs as they stand."""
    return VERBS.get(verb.rpartition(".")[2], verb)
