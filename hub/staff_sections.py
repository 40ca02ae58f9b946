"""The lists of the admin in the order of the staff’s work, whatever app they are of."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SECTIONS = (
    (
        _("Photographs from residents"),
        [
            *("Submission", "TakedownReport", "Photo", "PhotoPair", "TrustedContact"),
            *("CannedWords", "Letter"),
        ],
    ),
    (
        _("What people want filmed"),
        ["ExpressionOfInterest", "InterestCall", "Criterion", "InterestLetter"],
    ),
    (
        _("Schedule of filming"),
        [
            *("ScheduleSlot", "WeekPlan", "Crew", "Equipment", "Unavailability"),
            "ScheduleLetter",
        ],
    ),
    (
        _("Events and meetings"),
        [
            *("EventProposal", "Event", "Tradition", "MeetingSeries", "Programme"),
            *("RegistrationSheet", "MeetingReport", "Decision", "VisitReport"),
            "RegistrationLetter",
        ],
    ),
    (_("Places"), ["Place", "Category", "Product", "Producer"]),
    (
        _("Maps and routes"),
        ["Route", "ThemedRoute", "HistoricMap", "Basemap", "OfflinePack"],
    ),
    (
        _("Groups and territories"),
        ["ActionGroup", "Portal", "Organisation", "Territory", "User"],
    ),
    (_("Records"), ["AuditEntry"]),
)


def in_sections(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Django's list of apps (`AdminSite.get_app_list`), put together anew.

    The lists that the user may not open are left out, and sections without any.
    """
    known = {
        model["object_name"]: {**model, "app": app}
        for app in apps
        for model in app["models"]
    }
    found = []
    for number, (name, models) in enumerate(SECTIONS):
        shown = [known[model] for model in models if model in known]
        if shown:
            first = shown[0]["app"]
            section = {"app_label": f"section-{number}", "name": name, "models": shown}
            found.append({**first, **section, "app_url": shown[0]["admin_url"]})
    return found
