"""The schedule for those outside: visitors, an applicant, a crew's telephones."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page
from django.views.generic import TemplateView, View

from hub.shared.pages import public_page, unlisted
from interest_forms.models import Crew
from interest_forms.schedule.calendar import calendar_of
from interest_forms.schedule.links import told_of_link
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.public import days_ahead
from interest_forms.schedule.told_answers import answer_told
from places.filters import AddressFilter

LONGEST_WHY = 1000


@method_decorator(public_page, name="dispatch")
class PublicSchedule(TemplateView):
    """What is filmed when and where, as it was told last: title, village, date."""

    template_name = "interest_forms/schedule/public.html"

    def get_context_data(self, **kwargs):
        asked = AddressFilter(self.request.GET)
        return super().get_context_data(
            group=asked.group, days=days_ahead(asked.group), **kwargs
        )


@method_decorator([csrf_exempt, unlisted], name="dispatch")
class ScheduleAnswer(View):
    """Opening the link changes nothing: programs open links, too. A button does."""

    def get(self, request, signed):
        return self.page(request, told_of_link(signed))

    def post(self, request, signed):
        told = told_of_link(signed)
        act = request.POST.get("act")
        if told is None or act not in {"confirm", "decline"}:
            return self.page(request, told)
        why = request.POST.get("why", "").strip()[:LONGEST_WHY]
        try:
            answer_told(told, is_yes=act == "confirm", why=why, by=None)
        except Refused as problem:
            return self.page(request, told, problem=str(problem), why=why)
        return self.page(request, told, done=act, why=why)

    def page(self, request, told, **more):
        context = {"told": told, **more}
        status = 409 if more.get("problem") else 200 if told else 404
        template = "interest_forms/schedule/answer.html"
        with timezone.override(told and told.zone):
            return render(request, template, context, status=status)


@conditional_page
def crew_calendar(request, token):
    """For the crew's telephones, which keep it and ask now and then whether it changed:
    whoever has the address."""
    crew = get_object_or_404(Crew.objects.select_related("group"), token=token)
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return HttpResponse(calendar_of(crew), headers=headers)
