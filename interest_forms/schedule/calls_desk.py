"""Whom to telephone after a version is published: told, and her answer noted."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from interest_forms.models import ScheduleLetter
from interest_forms.schedule.call_actions import note_call
from interest_forms.schedule.calls import calls_of
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.versions_desk import VersionsDesk

# What the buttons say of the day: it suits her, it does not, she did not say.
ANSWERS = {"confirm": True, "decline": False, "told": None}
LONGEST_WHY = 1000


class CallsDesk(VersionsDesk):
    """Adds to the slots the list of applicants whom no letter tells."""

    def get_urls(self):
        guarded = self.admin_site.admin_view
        name = "interest_forms_scheduleslot"
        call = guarded(require_POST(self.call_view))
        return [
            path("calls/", guarded(self.calls_view), name=f"{name}_calls"),
            path("calls/<int:letter_id>/", call, name=f"{name}_call"),
            *super().get_urls(),
        ]

    def calls_view(self, request):
        return self.calls_page(request, self.chosen_group(request))

    def calls_page(self, request, group, *, status=200, **more):
        letters = ScheduleLetter.objects.filter(version__group=group)
        return self.schedule_page(
            request,
            "calls",
            group,
            status=status,
            title=_("Whom to telephone"),
            calls=calls_of(letters),
            **more,
        )

    def call_view(self, request, letter_id):
        mine = ScheduleLetter.objects.managed_by(request.user)
        mine = mine.filter(kind=ScheduleLetter.Kind.DAY)
        letter = get_object_or_404(
            mine.select_related("version__group", "form"), pk=letter_id
        )
        self.check_may_plan(request, letter.owner_id)
        why = request.POST.get("why", "").strip()[:LONGEST_WHY]
        try:
            if (act := request.POST.get("act")) not in ANSWERS:
                raise Refused(_("Choose what to do."))
            note_call(letter, suits=ANSWERS[act], why=why, by=request.user)
        except Refused as problem:
            group = letter.version.group
            more = {"problem": str(problem), "why": why}
            return self.calls_page(request, group, status=409, **more)
        messages.success(request, _("Noted: %(name)s") % {"name": letter.form.title})
        address = reverse("admin:interest_forms_scheduleslot_calls")
        return HttpResponseRedirect(f"{address}?group={letter.owner_id}")
