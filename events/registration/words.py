"""How full a date is, as the group reads it."""

from django.utils.translation import gettext, ngettext

from events.models import RegistrationSheet


def count_words(sheet: RegistrationSheet) -> str:
    """ "18 of 20, 5 waiting, 2 reserved". Needs `with_counts`."""
    taken = {"taken": sheet.taken, "seats": sheet.capacity}
    if sheet.capacity is None:
        words = [gettext("%(taken)d registered") % taken]
    else:
        words = [gettext("%(taken)d of %(seats)d") % taken]
    if sheet.waiting:
        told = ngettext("%d waiting", "%d waiting", sheet.waiting)
        words.append(told % sheet.waiting)
    if sheet.reserved:
        told = ngettext("%d reserved", "%d reserved", sheet.reserved)
        words.append(told % sheet.reserved)
    return ", ".join(words)
