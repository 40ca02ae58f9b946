"""What people are told of a pack: before they fetch it, and by its page's script."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext, ngettext


def contents_in_words(counts: Mapping[str, int]) -> str:
    """ "map, 312 places, 4 walks, 3 events, 290 pictures"; `counts` by `Kind`."""
    told = [gettext("map")]
    for kind, words in _KINDS.items():
        number = counts.get(kind, 0)
        if number:
            told.append(words(number) % {"number": number})
    return ", ".join(told)


_KINDS: dict[str, Callable[[int], str]] = {
    "place": lambda n: ngettext("%(number)s place", "%(number)s places", n),
    "route": lambda n: ngettext("%(number)s walk", "%(number)s walks", n),
    "event": lambda n: ngettext("%(number)s event", "%(number)s events", n),
    "picture": lambda n: ngettext("%(number)s picture", "%(number)s pictures", n),
}


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
