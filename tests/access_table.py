"""Who may open what: the whole table. `tests/test_access.py` runs it.

An address, admin class or admin action that is not named here fails the tests. To add
one, write one line into the group it belongs to; `it` holds one object of everything,
of one action group (see `tests/access_rows.py`):

    VISITORS_PAGES["places:wanted"] = lambda it: []
    DESK_PAGES["places_place_switch"] = Page(lambda it: [it.place.pk], post=EDITS)
    DESKS["places.route"] = Desk(changes=EDITS, adds=EDITS)
    ACTIONS["places.place"]["hide"] = EDITS

What the table says of a role holds for the objects of her own group. Objects of another
group, and of nobody, are 404 for everybody but superusers. Those who are no members of
any group are sent to sign in.
"""

from collections.abc import Collection

from places.weave import pattern_digest
from tests.access_terms import (
    COORDINATES,
    DECIDES,
    EDITS,
    NOBODY,
    ROLES,
    STAFF,
    SUPERUSERS,
    Desk,
    Page,
    Where,
    nothing,
)

# ---- Visitors

# The same for everybody, without a cookie. What is not published is not there.
VISITORS_PAGES: dict[str, Where] = {
    "": lambda it: "/",
    "healthz": nothing,
    "readyz": nothing,
    "robots.txt": lambda it: "/robots.txt",
    "manifest": nothing,
    "service-worker": nothing,
    "offline": nothing,
    "sitemap": nothing,
    "sitemap-section": lambda it: ["places"],
    "home": nothing,
    "search": nothing,
    "about": nothing,
    "accessibility": nothing,
    "privacy": nothing,
    "group-detail": lambda it: [it.group.slug],
    "partners:group-list": nothing,
    "partners:groups-land": nothing,
    "partners:group-land": lambda it: [it.group.slug],
    "pack-list": nothing,
    "pack-detail": lambda it: [it.group.slug],
    "pack-manifest": lambda it: [it.group.slug],
    "pack-file": lambda it: [it.pack_file],
    "places:place-map": nothing,
    "places:place-list": nothing,
    "places:place-wanted": nothing,
    "places:place-search": nothing,
    "places:place-names": lambda it: f"/bg/places/names.json?ids={it.place.pk}",
    "places:place-cards": lambda it: f"/bg/places/cards/?ids={it.place.pk}",
    "places:place-detail": lambda it: [it.place.slug, it.place.pk],
    "places:place-gpx": lambda it: [it.place.slug, it.place.pk],
    "places:theme-list": nothing,
    "places:theme-detail": lambda it: [it.themedroute.slug, it.themedroute.pk],
    "places:product-list": nothing,
    "places:product-detail": lambda it: [it.product.slug, it.product.pk],
    "interest_forms:schedule": nothing,
    "events:calendar": nothing,
    "events:event-list": nothing,
    "events:tradition-list": nothing,
    "events:event-detail": lambda it: [it.event.slug, it.event.pk],
    "events:event-file": lambda it: [it.event.slug, it.event.pk],
    "events-feed": lambda it: f"/feeds/bg/events.ics?place={it.place.pk}",
    "news-feed": lambda it: f"/feeds/bg/news.atom?place={it.place.pk}",
    "events:series-detail": lambda it: [it.meetingseries.slug, it.meetingseries.pk],
    "poster": lambda it: [it.printedsheet.pk, it.printedsheet.digest],
    "events:tradition-detail": lambda it: [it.tradition.slug, it.tradition.pk],
    "places:route-list": nothing,
    "places:route-detail": lambda it: [it.route.slug, it.route.pk],
    "places:route-file": lambda it: [it.route.slug, it.route.pk, "gpx"],
    "places:route-square": lambda it: [8, 144, 94],
    "places:route-line": lambda it: [it.route.pk],
    "places:product-square": lambda it: [8, 144, 94],
    "media/photos/<token:token>-<int:width>.<extension:extension>": (
        lambda it: f"/media/photos/{it.photo.token}-320.webp"
    ),
    "places:old-map-list": nothing,
    "places:old-map": lambda it: [it.historicmap.slug],
    "old-map-annotation": lambda it: [it.historicmap.slug],
    "media/maps/<slug:slug>.webp": (
        lambda it: f"/media/maps/{it.historicmap.slug}.webp"
    ),
    "tiles/maps/<slug:slug>/<int:z>/<int:x>/<int:y>.webp": (
        lambda it: f"/tiles/maps/{it.historicmap.slug}/0/0/0.webp"
    ),
    "logos/<int:pk>-<slug:digest>.webp": lambda it: it.supporter.logo_url,
    "basemap-shown": nothing,
    "basemap": lambda it: [it.basemap.name],
    "media/speakers/<int:pk>-<slug:digest>.webp": lambda it: it.speaker.portrait_url,
    "place-tile": lambda it: [14, 9264, 6061],
    "patterns/<int:pk>-<slug:digest>.svg": (
        # Drawn from the number alone; it tells nothing of the place.
        lambda it: f"/patterns/1-{pattern_digest(1)}.svg"
    ),
}

# Of which many are asked for at once: what is not published is left out of the answer.
LEFT_OUT = {"places:place-names", "places:place-cards"}

# For those who build the portal; not there on a server.
WORKSHOP_PAGES: dict[str, Where] = {"style": nothing}

# Forms that anybody may send.
VISITORS_FORMS: dict[str, Where] = {
    "interest_forms:photo-share": nothing,
    "interest_forms:share-key": nothing,
    "interest_forms:share-shell": nothing,
    "interest_forms:receipt-lookup": nothing,
    "events:registration-create": lambda it: [it.occurrence.pk],
    "interest_forms:event-tell": nothing,
    "interest_forms:interest-create": nothing,
    "interest_forms:interest-call": lambda it: [it.interestcall.slug],
    "interest_forms:takedown": lambda it: f"/bg/takedown/?photo={it.photo.pk}",
}

# Spoken by programs; an upload belongs to whoever has its unguessable address.
PROGRAMS_DOORS: dict[str, Where] = {
    "interest_forms:share-target": nothing,
    # A link from a letter: what it is signed for, it opens.
    "interest_forms:mail": lambda it: ["guessed"],
    "interest_forms:schedule-answer": lambda it: ["guessed"],
    "upload-list": nothing,
    "upload-detail": lambda it: [it.upload.token],
}

# For whoever has the unguessable address, signed in or not.
RECEIPTS: dict[str, Page] = {
    "interest_forms:receipt-detail": Page(
        lambda it: [it.submission.token],
        get=ROLES,
        post=ROLES,
        data=lambda it: {"act": "caption", "photo": it.photo.pk, "caption": "мост"},
    ),
    "interest_forms:receipt-picture": Page(
        lambda it: [it.submission.token, it.photo.pk, 320], get=ROLES, post=ROLES
    ),
    "events:registration-detail": Page(
        lambda it: [it.registration.token],
        get=ROLES,
        post=ROLES,
        data=lambda it: {"act": "cancel"},
    ),
    "events:visit-report": Page(
        lambda it: [it.visitreport.token],
        get=ROLES,
        post=ROLES,
        data=lambda it: {
            **dict.fromkeys(("organisation", "country", "seen"), "музей"),
            "language": "bg",
            "agreed": "on",
        },
    ),
    "crew-calendar": Page(lambda it: [it.crew.token], get=ROLES, post=ROLES),
    "interest_forms:takedown-detail": Page(
        lambda it: [it.takedownreport.token], get=ROLES
    ),
    "interest_forms:proposal-detail": Page(
        lambda it: [it.eventproposal.token],
        get=ROLES,
        post=ROLES,
        data=lambda it: {"act": "withdraw"},
    ),
    "interest_forms:interest-detail": Page(
        lambda it: [it.expressionofinterest.token],
        get=ROLES,
        post=ROLES,
        data=lambda it: {"act": "answer", "text": "в събота"},
    ),
}

# The columns that visitors may read of what is published.
VISITORS_READ = {
    "portal": {"name", "lead", "acknowledgement"},
    "supporter": {"name", "website"},
    "organisation": {"name", "website", "email", "phone", "address"},
    "actiongroup": {"name", "slug", "summary", "accent"},
    "place": {
        *("name", "slug", "summary", "story", "directions", "opening"),
        *("period_label", "contact", "website", "wikidata", "osm", "sources"),
        *("protection_register", "protection_code"),
        *("protection_category", "protection_act"),
    },
    "photo": {"caption", "credit", "token", "picture"},
    "route": {"name", "slug", "summary", "story"},
    "interestcall": {"name", "slug", "introduction", "eligibility"},
    "product": {"name", "slug", "summary", "buying"},
    "themedroute": {"name", "slug", "summary", "story"},
    "tradition": {"name", "slug", "summary", "story", "bearers", "transmission"},
    "registerentry": {"register", "code", "address"},
    "event": {
        *("name", "slug", "summary", "story", "programme", "venue", "directions"),
        *("accessibility", "phone", "email", "website"),
    },
    "visitreport": {"organisation", "country", "seen", "take_home"},
    "room": {"name"},
    "speaker": {"name", "organisation", "about"},
    "session": {"title", "text"},
    "occurrence": {"note"},
    "registrationquestion": {"text", "choices"},
    "meetingseries": {"name", "slug", "summary"},
    "routestop": {"caption"},
    # Of what has a day in the published schedule.
    "expressionofinterest": {"title"},
    "printedsheet": {"file"},
    "historicmap": {
        *("title", "description", "author", "source", "source_url", "slug"),
        *("scan", "tile"),
    },
}
# The columns that the sender may read on her receipt.
SENDERS_READ = {
    "actiongroup": {"name", "slug"},
    "organisation": {"name", "email", "phone"},
    "submission": {"token", "place_text", "sender_name", "contact"},
    "place": {"name", "slug"},
    "photo": {"caption", "credit", "token", "picture"},
    "message": {"text"},
    "event": {"name", "slug", "venue"},
    "occurrence": {"note"},
    "registrant": {"name", "contact"},
    "takedownreport": {"token", "text", "answer_text", "contact"},
    "eventproposal": {
        *("token", "name", "place_text", "venue", "description", "organiser"),
        *("link", "accessibility", "answer_text"),
    },
    "expressionofinterest": {
        *("token", "title", "description", "place_text", "materials"),
        "accessibility",
    },
    "applicant": {"name", "organisation", "phone", "email"},
    "statechange": {"reason"},
    "interestcall": {"name", "slug"},
    "tradition": {"name"},
    # On the telephones of the crew.
    "crew": {"name"},
    # For those who have a seat.
    "onlineaccess": {"link", "words"},
    "visitreport": {"token", "organisation", "country", "seen", "take_home"},
}

# ---- The staff's desk

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

# Actions of the lists: who is offered them. They touch her own objects alone.
ACTIONS: dict[str, dict[str, Collection[str]]] = {
    "interest_forms.submission": {
        "export": STAFF,
        "approve": DECIDES,
        "decline": DECIDES,
    },
    "interest_forms.cannedwords": {
        "export": STAFF,
        "delete_selected": SUPERUSERS,
    },
    "interest_forms.letter": {"export": STAFF, "delete_selected": SUPERUSERS},
    "events.registrationletter": {"export": STAFF, "delete_selected": SUPERUSERS},
    "interest_forms.interestletter": {"export": STAFF, "delete_selected": SUPERUSERS},
    "interest_forms.trustedcontact": {"export": STAFF, "end": DECIDES},
    "interest_forms.takedownreport": {
        "export": STAFF,
        "delete_selected": SUPERUSERS,
    },
    "interest_forms.eventproposal": {"export": STAFF},
    "interest_forms.expressionofinterest": {"export": STAFF, "export_xlsx": STAFF},
    "interest_forms.criterion": {"export": STAFF, "delete_selected": SUPERUSERS},
    "interest_forms.crew": {"export": STAFF, "delete_selected": SUPERUSERS},
    "interest_forms.equipment": {"export": STAFF, "delete_selected": SUPERUSERS},
    "interest_forms.unavailability": {
        "export": STAFF,
        "delete_selected": SUPERUSERS,
    },
    "interest_forms.scheduleslot": {"export": STAFF},
    "interest_forms.interestcall": {"export": STAFF, "delete_selected": SUPERUSERS},
    "interest_forms.scheduleletter": {"export": STAFF, "delete_selected": SUPERUSERS},
    "interest_forms.weekplan": {"export": STAFF, "delete_selected": SUPERUSERS},
    "places.place": {
        "export": STAFF,
        "publish": EDITS,
        "unpublish": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "packs.offlinepack": {
        "export": STAFF,
        "make_now": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "places.route": {
        "export": STAFF,
        "publish": EDITS,
        "unpublish": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "places.themedroute": {
        "export": STAFF,
        "publish": EDITS,
        "unpublish": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "places.product": {
        "export": STAFF,
        "publish": EDITS,
        "unpublish": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "places.producer": {"export": STAFF, "delete_selected": SUPERUSERS},
    "events.tradition": {
        "export": STAFF,
        "publish": EDITS,
        "unpublish": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "events.event": {
        "export": STAFF,
        "publish": EDITS,
        "unpublish": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "events.meetingseries": {
        "export": STAFF,
        "publish": EDITS,
        "unpublish": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "events.programme": {"export": STAFF},
    "events.registrationsheet": {"export": STAFF, "delete_selected": SUPERUSERS},
    "events.meetingreport": {"export": STAFF, "delete_selected": SUPERUSERS},
    "events.decision": {
        "export": STAFF,
        "finish": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "events.visitreport": {
        "export": STAFF,
        "show": EDITS,
        "decline": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "places.photo": {
        "export": STAFF,
        "approve": DECIDES,
        "hide": DECIDES,
        "delete_selected": SUPERUSERS,
    },
    "places.historicmap": {
        "export": STAFF,
        "publish": EDITS,
        "unpublish": EDITS,
        "delete_selected": SUPERUSERS,
    },
    "places.photopair": {"export": STAFF, "delete_selected": SUPERUSERS},
    "places.category": {"export": STAFF, "delete_selected": SUPERUSERS},
    "partners.territory": {"export": STAFF, "delete_selected": SUPERUSERS},
    "partners.organisation": {"export": STAFF, "delete_selected": SUPERUSERS},
    "partners.actiongroup": {"export": STAFF, "delete_selected": SUPERUSERS},
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

# The admin's own entrance: nothing of any group stands there.
ENTRANCE: dict[str, Where] = {"admin:login": nothing}

# Addresses of the admin beside the list, form, history and deletion of each class.
# The name goes without "admin:".
DESK_PAGES: dict[str, Page] = {
    "index": Page(nothing, get=STAFF, post=STAFF),
    "app_list": Page(lambda it: ["places"], get=STAFF, post=STAFF),
    "logout": Page(nothing, post=STAFF),
    "password_change": Page(nothing, get=STAFF, post=STAFF),
    "password_change_done": Page(nothing, get=STAFF),
    "jsi18n": Page(nothing, get=STAFF),
    # Run for every foreign key of every class by a test of its own.
    "autocomplete": Page(nothing, get=NOBODY),
    "admin/(?P<url>.*)$": Page(
        lambda it: "/admin/no/such/page/", get=NOBODY, post=NOBODY, hidden=True
    ),
    "auth_user_password_change": Page(
        lambda it: [it.user.pk], get=SUPERUSERS, post=SUPERUSERS, hidden=True
    ),
    "interest_forms_submission_picture": Page(
        lambda it: [it.submission.pk, it.photo.pk, 320], get=STAFF, post=STAFF
    ),
    "interest_forms_submission_decide": Page(
        lambda it: [it.submission.pk], post=DECIDES
    ),
    "interest_forms_submission_edit": Page(
        lambda it: [it.submission.pk, it.photo.pk], get=DECIDES, post=DECIDES
    ),
    "interest_forms_submission_before": Page(
        lambda it: [it.submission.pk, it.photo.pk], get=DECIDES, post=DECIDES
    ),
    "interest_forms_submission_erase": Page(
        lambda it: [it.submission.pk], get=COORDINATES, post=COORDINATES
    ),
    "interest_forms_cannedwords_adopt": Page(nothing, post=COORDINATES),
    "interest_forms_submission_blank": Page(nothing, get=STAFF, post=STAFF),
    "interest_forms_submission_paper": Page(
        lambda it: [it.submission.pk, it.paperconsent.pk], get=STAFF, post=STAFF
    ),
    "interest_forms_submission_slip": Page(
        lambda it: [it.submission.pk], get=STAFF, post=STAFF
    ),
    "interest_forms_submission_bulk": Page(nothing, post=DECIDES),
    "interest_forms_submission_undo": Page(nothing, post=DECIDES),
    # A step is taken with the number of a form; without one there is nothing.
    "interest_forms_expressionofinterest_board": Page(
        nothing, get=STAFF, post=NOBODY, hidden=True
    ),
    "interest_forms_expressionofinterest_note": Page(
        lambda it: [it.expressionofinterest.pk], post=STAFF
    ),
    "interest_forms_expressionofinterest_score": Page(
        lambda it: [it.expressionofinterest.pk], post=STAFF
    ),
    "interest_forms_expressionofinterest_make": Page(
        lambda it: [it.expressionofinterest.pk], post=EDITS
    ),
    "interest_forms_scheduleslot_week": Page(
        lambda it: f"/admin/interest_forms/scheduleslot/week/?group={it.group.pk}",
        get=STAFF,
        post=STAFF,
    ),
    "interest_forms_scheduleslot_month": Page(
        lambda it: f"/admin/interest_forms/scheduleslot/month/?group={it.group.pk}",
        get=STAFF,
        post=STAFF,
    ),
    "interest_forms_scheduleslot_round": Page(
        lambda it: (
            "/admin/interest_forms/scheduleslot/round/"
            f"?group={it.group.pk}&crew={it.crew.pk}&day={it.scheduleslot.day}"
        ),
        get=STAFF,
        post=STAFF,
    ),
    "interest_forms_scheduleslot_table": Page(
        lambda it: (
            f"/admin/interest_forms/scheduleslot/schedule.csv?group={it.group.pk}"
        ),
        get=STAFF,
        post=STAFF,
    ),
    "interest_forms_scheduleslot_changes": Page(
        lambda it: f"/admin/interest_forms/scheduleslot/changes/?group={it.group.pk}",
        get=STAFF,
        post=STAFF,
    ),
    "interest_forms_scheduleslot_publish": Page(lambda it: [it.group.pk], post=DECIDES),
    "interest_forms_scheduleslot_calendar": Page(lambda it: [it.crew.pk], post=DECIDES),
    "interest_forms_scheduleslot_week_act": Page(
        lambda it: [it.scheduleslot.pk], post=DECIDES
    ),
    "interest_forms_scheduleslot_week_place": Page(
        lambda it: [it.expressionofinterest.pk], post=DECIDES
    ),
    "interest_forms_scheduleslot_place": Page(
        lambda it: [it.expressionofinterest.pk], get=DECIDES, post=DECIDES
    ),
    "interest_forms_interestcall_enter": Page(nothing, get=STAFF, post=STAFF),
    "interest_forms_interestcall_preview": Page(
        lambda it: [it.interestcall.pk], get=STAFF
    ),
    "interest_forms_interestcall_sheet": Page(
        lambda it: [it.paperinterest.pk], get=STAFF, post=STAFF
    ),
    "places_place_switch": Page(lambda it: [it.place.pk], post=EDITS),
    "places_route_switch": Page(lambda it: [it.route.pk], post=EDITS),
    "places_route_places": Page(
        lambda it: "/admin/places/route/places.json?bbox=20,40,30,50", get=EDITS
    ),
    "places_themedroute_switch": Page(lambda it: [it.themedroute.pk], post=EDITS),
    "places_product_switch": Page(lambda it: [it.product.pk], post=EDITS),
    "events_tradition_switch": Page(lambda it: [it.tradition.pk], post=EDITS),
    "events_event_import": Page(nothing, get=EDITS, post=EDITS),
    "events_event_switch": Page(lambda it: [it.event.pk], post=EDITS),
    # What a rule in the address means: nobody's row.
    "events_tradition_preview": Page(nothing, get=STAFF),
    "events_event_preview": Page(nothing, get=STAFF),
    "events_tradition_year": Page(
        lambda it: [it.tradition.pk, 2027], get=EDITS, post=EDITS
    ),
    "events_event_year": Page(lambda it: [it.event.pk, 2027], get=EDITS, post=EDITS),
    "events_event_attendance": Page(
        lambda it: [it.event.pk, it.occurrence.pk], get=STAFF, post=STAFF
    ),
    "events_event_scan": Page(
        lambda it: [it.event.pk, it.occurrence.pk], get=STAFF, post=STAFF
    ),
    "events_event_sheets": Page(
        lambda it: [it.event.pk, it.occurrence.pk], get=STAFF, post=STAFF
    ),
    "events_event_sheet": Page(
        lambda it: [it.event.pk, it.occurrence.pk, it.attendancesheet.pk],
        get=STAFF,
        post=STAFF,
    ),
    "events_event_sheet_picture": Page(
        lambda it: [it.event.pk, it.occurrence.pk, it.attendancesheet.pk],
        get=STAFF,
        post=STAFF,
    ),
    "events_event_withdraw": Page(
        lambda it: [it.event.pk, it.occurrence.pk, it.attendance.pk], post=STAFF
    ),
    "events_event_forget": Page(
        lambda it: [it.event.pk, it.occurrence.pk, it.attendance.pk], post=EDITS
    ),
    "events_meetingseries_switch": Page(lambda it: [it.meetingseries.pk], post=EDITS),
    "events_meetingseries_tour": Page(
        lambda it: [it.meetingseries.pk], get=EDITS, post=EDITS
    ),
    "events_registrationsheet_act": Page(
        lambda it: [it.registrationsheet.pk, it.registration.pk], post=EDITS
    ),
    "events_registrationsheet_person": Page(
        lambda it: [it.registrationsheet.pk], get=EDITS, post=EDITS
    ),
    "events_registrationsheet_people": Page(
        lambda it: [it.registrationsheet.pk], get=STAFF, post=STAFF
    ),
    "events_event_print": Page(lambda it: [it.event.pk], get=STAFF, post=EDITS),
    "events_event_print_sheet": Page(
        lambda it: [it.event.pk, it.printedsheet.pk], get=STAFF
    ),
    "events_event_print_all": Page(lambda it: [it.event.pk, "poster", "bg"], get=STAFF),
    "events_meetingseries_print": Page(
        lambda it: [it.meetingseries.pk], get=STAFF, post=EDITS
    ),
    "events_meetingseries_print_sheet": Page(
        lambda it: [it.meetingseries.pk, it.seriesposter.pk], get=STAFF
    ),
    "events_meetingseries_print_all": Page(
        lambda it: [it.meetingseries.pk, "poster", "bg"], get=STAFF
    ),
    "places_historicmap_points": Page(
        lambda it: [it.historicmap.pk], get=EDITS, post=EDITS
    ),
    "places_historicmap_picture": Page(
        lambda it: [it.historicmap.pk, 1280], get=STAFF, post=STAFF
    ),
    "places_historicmap_annotation": Page(
        lambda it: [it.historicmap.pk], get=EDITS, post=EDITS
    ),
    "places_historicmap_scan": Page(lambda it: [it.historicmap.pk], post=EDITS),
    "places_historicmap_make": Page(lambda it: [it.historicmap.pk], post=EDITS),
    "places_historicmap_show": Page(lambda it: [it.historicmap.pk], post=EDITS),
    "places_photo_picture": Page(lambda it: [it.photo.pk, 320], get=STAFF, post=STAFF),
}

# Changing forms whose page takes no changes: its buttons have addresses of their own.
READ_BY_POST = {"interest_forms.submission"}

# Fields of the admin's forms in which any row may be named, and why that is right.
OPEN_CHOICES = {
    # A colleague is named by her whole e-mail; no list of people is offered.
    ("membership", "user"),
}
