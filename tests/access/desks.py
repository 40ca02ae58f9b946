"""The classes of the admin: who may do what with each, and with which actions."""

from collections.abc import Collection

from tests.access.terms import (
    COORDINATES,
    DECIDES,
    EDITS,
    STAFF,
    SUPERUSERS,
    Desk,
)

DESKS: dict[str, Desk] = {
    "interest_forms.submission": Desk(changes=DECIDES, adds=STAFF),
    "interest_forms.cannedwords": Desk(
        changes=COORDINATES, adds=COORDINATES, deletes=COORDINATES
    ),
    "interest_forms.letter": Desk(deletes=SUPERUSERS),
    "interest_forms.interestletter": Desk(deletes=SUPERUSERS),
    "interest_forms.trustedcontact": Desk(),
    "interest_forms.takedownreport": Desk(changes=DECIDES, deletes=SUPERUSERS),
    "interest_forms.eventproposal": Desk(changes=DECIDES),
    "interest_forms.expressionofinterest": Desk(changes=DECIDES),
    "interest_forms.criterion": Desk(
        changes=COORDINATES, adds=COORDINATES, deletes=COORDINATES
    ),
    "interest_forms.crew": Desk(changes=DECIDES, adds=DECIDES, deletes=DECIDES),
    "interest_forms.equipment": Desk(changes=DECIDES, adds=DECIDES, deletes=DECIDES),
    "interest_forms.unavailability": Desk(
        changes=DECIDES, adds=DECIDES, deletes=DECIDES
    ),
    "interest_forms.scheduleslot": Desk(changes=DECIDES),
    "interest_forms.interestcall": Desk(
        changes=COORDINATES, adds=COORDINATES, deletes=COORDINATES
    ),
    "interest_forms.scheduleletter": Desk(deletes=SUPERUSERS),
    "interest_forms.weekplan": Desk(changes=DECIDES, adds=DECIDES, deletes=DECIDES),
    "places.place": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "places.photo": Desk(changes=DECIDES, deletes=SUPERUSERS),
    "places.historicmap": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "places.photopair": Desk(changes=SUPERUSERS, adds=DECIDES, deletes=DECIDES),
    "packs.offlinepack": Desk(changes=EDITS, deletes=SUPERUSERS),
    "places.route": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "places.themedroute": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "places.product": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "places.producer": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "events.tradition": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "events.event": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "events.programme": Desk(changes=EDITS),
    "events.meetingseries": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "events.registrationsheet": Desk(changes=EDITS, adds=EDITS, deletes=SUPERUSERS),
    "events.registrationletter": Desk(deletes=SUPERUSERS),
    "events.meetingreport": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "events.decision": Desk(changes=EDITS, deletes=EDITS),
    "events.visitreport": Desk(changes=EDITS, adds=EDITS, deletes=EDITS),
    "places.category": Desk(
        changes=SUPERUSERS, adds=SUPERUSERS, deletes=SUPERUSERS, owned=False
    ),
    "partners.territory": Desk(
        changes=SUPERUSERS, adds=SUPERUSERS, deletes=SUPERUSERS, owned=False
    ),
    "partners.organisation": Desk(
        changes=COORDINATES, adds=SUPERUSERS, deletes=SUPERUSERS
    ),
    "partners.actiongroup": Desk(
        changes=COORDINATES, adds=SUPERUSERS, deletes=SUPERUSERS
    ),
    "partners.user": Desk(
        reads=SUPERUSERS, changes=SUPERUSERS, adds=SUPERUSERS, deletes=SUPERUSERS
    ),
    # There is one portal; a second cannot be added.
    "partners.portal": Desk(
        reads=SUPERUSERS, changes=SUPERUSERS, deletes=SUPERUSERS, owned=False
    ),
    "shared.auditentry": Desk(reads=SUPERUSERS),
    "places.basemap": Desk(
        reads=SUPERUSERS, changes=SUPERUSERS, deletes=SUPERUSERS, owned=False
    ),
}

# The actions of most lists, and of what is published.
LISTED: dict[str, Collection[str]] = {"export": STAFF, "delete_selected": SUPERUSERS}
PUBLISHED = {**LISTED, "publish": EDITS, "unpublish": EDITS}

# Actions of the lists: who is offered them. They touch her own objects alone.
ACTIONS: dict[str, dict[str, Collection[str]]] = {
    "interest_forms.submission": {
        "export": STAFF,
        "approve": DECIDES,
        "decline": DECIDES,
    },
    "interest_forms.cannedwords": LISTED,
    "interest_forms.letter": LISTED,
    "events.registrationletter": LISTED,
    "interest_forms.interestletter": LISTED,
    "interest_forms.trustedcontact": {"export": STAFF, "end": DECIDES},
    "interest_forms.takedownreport": LISTED,
    "interest_forms.eventproposal": {"export": STAFF},
    "interest_forms.expressionofinterest": {"export": STAFF, "export_xlsx": STAFF},
    "interest_forms.criterion": LISTED,
    "interest_forms.crew": LISTED,
    "interest_forms.equipment": LISTED,
    "interest_forms.unavailability": LISTED,
    "interest_forms.scheduleslot": {"export": STAFF},
    "interest_forms.interestcall": LISTED,
    "interest_forms.scheduleletter": LISTED,
    "interest_forms.weekplan": LISTED,
    "places.place": PUBLISHED,
    "packs.offlinepack": {**LISTED, "make_now": EDITS},
    "places.route": PUBLISHED,
    "places.themedroute": PUBLISHED,
    "places.product": PUBLISHED,
    "places.producer": LISTED,
    "events.tradition": PUBLISHED,
    "events.event": PUBLISHED,
    "events.meetingseries": PUBLISHED,
    "events.programme": {"export": STAFF},
    "events.registrationsheet": LISTED,
    "events.meetingreport": LISTED,
    "events.decision": {**LISTED, "finish": EDITS},
    "events.visitreport": {**LISTED, "show": EDITS, "decline": EDITS},
    "places.photo": {**LISTED, "approve": DECIDES, "hide": DECIDES},
    "places.historicmap": PUBLISHED,
    "places.photopair": LISTED,
    "places.category": LISTED,
    "partners.territory": LISTED,
    "partners.organisation": LISTED,
    "partners.actiongroup": LISTED,
    "partners.user": {"export": SUPERUSERS, "delete_selected": SUPERUSERS},
    "partners.portal": {"export": SUPERUSERS, "delete_selected": SUPERUSERS},
    "shared.auditentry": {"export": SUPERUSERS},
    "places.basemap": {
        "export": SUPERUSERS,
        "show": SUPERUSERS,
        "hide": SUPERUSERS,
        "cancel": SUPERUSERS,
        "resume": SUPERUSERS,
        "delete_selected": SUPERUSERS,
    },
}

# Changing forms whose page takes no changes: its buttons have addresses of their own.
READ_BY_POST = {"interest_forms.submission"}

# Fields of the admin's forms in which any row may be named, and why that is right.
OPEN_CHOICES = {
    # A colleague is named by her whole e-mail; no list of people is offered.
    ("membership", "user"),
}
