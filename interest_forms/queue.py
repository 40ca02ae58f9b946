"""The queue as its list shows it: thumbnails, ages, and what stands next to what."""

from django.db.models import Prefetch, Q
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.shared.templatetags.megdan import icon
from interest_forms.filters import narrowed
from interest_forms.models import Submission
from interest_forms.models.submissions import AMBER_DAYS, RED_DAYS
from places.models import Photo
from places.staff_pictures import thumbnail

# Trusted contributors first, then who has waited longest.
ORDER = ("-is_trusted", "received", "pk")
THUMBNAILS = 3
# So far submissions are counted one by one; a longer queue is "more than".
COUNTED = 1000


def thumbnails_of(user):
    """Fetch the photos the user manages into `thumbs`."""
    photos = Photo.objects.managed_by(user).order_by("position", "pk")
    return Prefetch("photos", photos, "thumbs")


def strip(submission):
    """The first photos in small, and how many more there are."""
    shown = submission.thumbs[:THUMBNAILS]
    pictures = format_html_join(
        "", "<li>{}</li>", ((thumbnail(p, 320),) for p in shown)
    )
    more = len(submission.thumbs) - len(shown)
    rest = format_html("<li>+{}</li>", more) if more else ""
    return format_html('<ul class="strip">{}{}</ul>', pictures, rest)


def age_badge(submission):
    """How long it has waited: a word and a sign, beside the colour."""
    days = submission.days_waiting
    words = ngettext("%d day", "%d days", days) % days if days else _("today")
    kind, sign = "fresh", "clock"
    if days >= RED_DAYS:
        kind, sign = "late", "warning"
    elif days >= AMBER_DAYS:
        kind, sign = "slow", "clock"
    return format_html('<span class="age {}">{} {}</span>', kind, icon(sign, 16), words)


def trust_badge(submission):
    """Why it stands before what has waited longer."""
    if not submission.is_trusted:
        return ""
    words = _("Trusted contributor")
    return format_html(
        ' <span class="age fresh">{} {}</span>', icon("check", 16), words
    )


def queue_of(user, chosen=None):
    """All that waits for the user and her filters let through, in `ORDER`."""
    mine = narrowed(Submission.objects.managed_by(user), chosen or {}, user)
    return mine.order_by(*ORDER)


def chosen(written):
    """The filters that she chose in the list, from their part of its address."""
    return QueryDict(written).dict()


def position(line, submission, *, total=None):
    """Where the submission stands in the queue: in words, previous and next.

    `total` is the length of the queue, where it is known.
    """
    earlier, later = around(line, submission)
    return {
        "standing": standing(earlier, line, total),
        "previous": first_of(part.reverse() for part in earlier),
        "following": first_of(later),
    }


def standing(earlier, line, total):
    """Such as "3 of 40"; nothing is counted beyond `COUNTED`."""
    number = sum(part.order_by()[:COUNTED].count() for part in earlier) + 1
    if number > COUNTED:
        return ""
    if total is None:
        total = line.order_by()[:COUNTED].count()
        if total == COUNTED:
            words = _("%(number)d of more than %(total)d")
            return words % {"number": number, "total": total}
    # The known total may be some seconds old.
    return _("%(number)d of %(total)d") % {
        "number": number,
        "total": max(number, total),
    }


def following(line, submission):
    """What to decide next: the first after this one, else of all; `None`: nothing."""
    _earlier, later = around(line, submission)
    return first_of(later) or line.exclude(pk=submission.pk).first()


def around(line, submission):
    """What stands before the submission in the queue, and what behind it.

    Each in parts that an index finds, the nearest part first.
    """
    here, moment = submission.pk, submission.received
    earlier = Q(received__lt=moment) | Q(received=moment, pk__lt=here)
    later = Q(received__gt=moment) | Q(received=moment, pk__gt=here)
    alike = line.filter(is_trusted=submission.is_trusted)
    others = line.filter(is_trusted=not submission.is_trusted)
    before = [alike.filter(earlier, received__lte=moment)]
    behind = [alike.filter(later, received__gte=moment)]
    (behind if submission.is_trusted else before).append(others)
    return before, behind


def first_of(parts):
    """The first submission of the first part that has one."""
    found = (part.first() for part in parts)
    return next((one for one in found if one), None)
