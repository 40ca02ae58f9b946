"""The queue as its list shows it: lanes, ages, thumbnails."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hub.shared.templatetags.megdan import icon
from interest_forms.models import Submission
from interest_forms.models.submissions import AMBER_DAYS, RED_DAYS
from places.models import Photo
from places.staff_pictures import thumbnail

THUMBNAILS = 3


class LaneFilter(admin.SimpleListFilter):
    """What waits stands first; the rest is a click away."""

    title = _("lane")
    parameter_name = "lane"

    def lookups(self, request, model_admin):
        return [
            ("waiting", _("waiting for review")),
            ("held", _("held for checking")),
            ("asked", _("question asked")),
            ("approved", _("published")),
            ("declined", _("declined")),
            ("quarantined", _("cannot be read")),
            ("all", _("all")),
        ]

    def choices(self, changelist):
        chosen = self.value() or "waiting"
        for value, label in self.lookup_choices:
            yield {
                "selected": chosen == value,
                "query_string": changelist.get_query_string({"lane": value}),
                "display": label,
            }

    def queryset(self, request, queryset):
        lane = self.value() or "waiting"
        if lane == "waiting":
            return queryset.in_queue()
        if lane == "held":
            return queryset.waiting().exclude(held="")
        if lane == "all":
            return queryset
        state = "needs_info" if lane == "asked" else lane
        photos = Photo.objects.filter(submission=OuterRef("pk"), state=state)
        return queryset.filter(Exists(photos))


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


def neighbours(queue, submission):
    """Where the submission stands in the queue: number, previous, next."""
    earlier = Q(received__lt=submission.received) | Q(
        received=submission.received, pk__lt=submission.pk
    )
    before = queue.filter(earlier)
    after = queue.exclude(earlier).exclude(pk=submission.pk)
    return before.count() + 1, before.last(), after.first()


def queue_of(user):
    """All that waits for the user, oldest first."""
    return Submission.objects.managed_by(user).in_queue()
