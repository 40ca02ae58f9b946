"""What people are told of a pack: before they fetch it, and by its page's script."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext


def contents_in_words(counts: Mapping[str, int]) -> str:
    """ "map, 312 places, 290 pictures"; `counts` by `Kind`."""
    places, pictures = counts.get("place", 0), counts.get("picture", 0)
    parts = [
        gettext("map"),
        ngettext("%(number)s place", "%(number)s places", places) % {"number": places},
        ngettext("%(number)s picture", "%(number)s pictures", pictures)
        % {"number": pictures},
    ]
    return ", ".join(parts)


def page_words() -> dict[str, str]:
    """What the script says; it fills in what stands in braces."""
    return {
        # As Django's `filesizeformat` says them.
        "kilobytes": gettext("%s KB") % "{number}",
        "megabytes": gettext("%s MB") % "{number}",
        "fetch": gettext("Download ({size})"),
        "renew": gettext("Fetch what is new ({size})"),
        "goOn": gettext("Go on ({size} to come)"),
        "kept": gettext("It is on your phone, as of {day}: {size}, {contents}."),
        "older": gettext(
            "On your phone is the pack of {day}. There is a newer one; only what has"
            " changed is fetched."
        ),
        "noSignal": gettext("There is no signal now. Come back when there is one."),
        "running": gettext("The pack is coming. Leave this page open."),
        "told": gettext("{done} of {files} files, {fetched} of {size}"),
        "full": gettext(
            "Your phone is full. Make some room and go on: what has come is kept."
        ),
        "stopped": gettext("Stopped. What has come is kept."),
        "broken": gettext(
            "The signal was lost. What has come is kept: go on when it is back."
        ),
        "deleted": gettext("The pack is deleted from this phone."),
    }
