"""What visitors may open and read, and those who have an unguessable address."""

from places.weave import pattern_digest
from tests.access.terms import ROLES, Page, Where, nothing

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
