"""The draft against what was told: what is different, and the button that tells it."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hub.shared.numbers import id_of
from interest_forms.models import Crew, ScheduleLetter
from interest_forms.schedule.calendar import make_calendar_address
from interest_forms.schedule.calls import calls_of
from interest_forms.schedule.changes import changes_since, last_version
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.publishing import publish_schedule
from interest_forms.schedule.week_desk import WeekDesk
from partners.models import ActionGroup

State = ScheduleLetter.State
# So many versions are listed.
MOST_VERSIONS = 20


class VersionsDesk(WeekDesk):
    """Adds to the slots the page of changes, and publishes the plan."""

    def get_urls(self):
        guarded = self.admin_site.admin_view
        name = "interest_forms_scheduleslot"
        publish = guarded(require_POST(self.publish_view))
        calendar = guarded(require_POST(self.calendar_view))
        return [
            path("changes/", guarded(self.changes_view), name=f"{name}_changes"),
            path("changes/<int:group_id>/", publish, name=f"{name}_publish"),
            path("calendar/<int:crew_id>/", calendar, name=f"{name}_calendar"),
            *super().get_urls(),
        ]

    def changes_view(self, request):
        group = self.chosen_group(request)
        since = self.version_asked(request, group)
        last = last_version(group)
        letters = ScheduleLetter.objects.filter(version__group=group)
        sent = Count("letters", filter=Q(letters__state=State.SENT))
        wanted = Count("letters", filter=~Q(letters__state=State.DROPPED))
        versions = group.schedule_versions.select_related("by")
        versions = versions.annotate(letter_count=wanted, sent_count=sent)
        return self.schedule_page(
            request,
            "changes",
            group,
            title=_("Draft and versions"),
            since=since,
            last=last,
            changes=changes_since(group, since),
            versions=versions.order_by("-number")[:MOST_VERSIONS],
            calls=calls_of(letters),
            crews=group.crews.order_by("name", "pk"),
            site_address=settings.SITE_URL,
        )

    def version_asked(self, request, group):
        """The version in the address; without one the last."""
        wanted = request.GET.get("since")
        if wanted is None:
            return last_version(group)
        found = group.schedule_versions.filter(number=id_of(wanted)).first()
        if found is None:
            raise Http404
        return found

    def publish_view(self, request, group_id):
        mine = ActionGroup.objects.managed_by(request.user)
        group = get_object_or_404(mine, pk=group_id)
        self.check_may_plan(request, group.pk)
        try:
            version = publish_schedule(group, by=request.user)
        except Refused as problem:
            self.message_user(request, str(problem), messages.WARNING)
        else:
            count = version.letters.filter(state=State.WAITING).count()
            told = ngettext(
                "Version %(number)d is published; %(count)d letter goes out.",
                "Version %(number)d is published; %(count)d letters go out.",
                count,
            )
            parts = {"number": version.number, "count": count}
            self.message_user(request, told % parts)
        return self.to_changes(group.pk)

    def calendar_view(self, request, crew_id):
        """The crew's calendar gets an address, or another one."""
        mine = Crew.objects.managed_by(request.user)
        crew = get_object_or_404(mine, pk=crew_id)
        self.check_may_plan(request, crew.group_id)
        make_calendar_address(crew, by=request.user)
        told = _("The calendar of %(crew)s has a new address; the old one is closed.")
        self.message_user(request, told % {"crew": crew.name})
        return self.to_changes(crew.group_id)

    def to_changes(self, group_id):
        address = reverse("admin:interest_forms_scheduleslot_changes")
        return HttpResponseRedirect(f"{address}?group={group_id}")
