"""The month by village, and the round of a crew's day on a map."""

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _

from hub.shared.numbers import id_of
from interest_forms.schedule.desk import day_in
from interest_forms.schedule.export_desk import ExportDesk
from interest_forms.schedule.month import month_of, round_of


class RoundDesk(ExportDesk):
    """Adds to the slots the pages that are read, not worked on."""

    def get_urls(self):
        guarded = self.admin_site.admin_view
        name = "interest_forms_scheduleslot"
        return [
            path("month/", guarded(self.month_view), name=f"{name}_month"),
            path("round/", guarded(self.round_view), name=f"{name}_round"),
            *super().get_urls(),
        ]

    def month_view(self, request):
        group = self.chosen_group(request)
        month = month_of(group, day_in(request.GET, group))
        return self.schedule_page(
            request, "month", group, title=_("The month by village"), month=month
        )

    def round_view(self, request):
        group = self.chosen_group(request)
        day = day_in(request.GET, group)
        found = round_of(group, id_of(request.GET.get("crew")), day)
        if found is None:
            raise Http404
        return self.schedule_page(
            request, "round", group, title=_("The round of a day"), round=found
        )
