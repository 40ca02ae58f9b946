"""The addresses of the admin beside those of its classes, and who may open them."""

from tests.access.terms import (
    COORDINATES,
    DECIDES,
    EDITS,
    NOBODY,
    STAFF,
    SUPERUSERS,
    Page,
    Where,
    nothing,
)

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
    "interest_forms_scheduleslot_calls": Page(
        lambda it: f"/admin/interest_forms/scheduleslot/calls/?group={it.group.pk}",
        get=STAFF,
        post=STAFF,
    ),
    "interest_forms_scheduleslot_call": Page(
        lambda it: [it.scheduleletter.pk], post=DECIDES
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
    "interest_forms_weekplan_line": Page(
        lambda it: [it.weekplan.pk, it.proposedvisit.pk], get=DECIDES, post=DECIDES
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
