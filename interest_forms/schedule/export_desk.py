"""The schedule as a table for the office program: XLSX or CSV, of one's own group."""

from collections.abc import Iterator

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _

from hub.shared.csv_export import csv_response
from hub.shared.xlsx_export import xlsx_response
from interest_forms.models import ScheduleSlot
from interest_forms.schedule.calls_desk import CallsDesk

FORMATS = {"csv": csv_response, "xlsx": xlsx_response}
CHUNK = 500


class ExportDesk(CallsDesk):
    """Adds to the slots the tables of a group's whole schedule."""

    def get_urls(self):
        name = "interest_forms_scheduleslot_table"
        view = self.admin_site.admin_view(self.table_view)
        return [path("schedule.<slug:kind>", view, name=name), *super().get_urls()]

    def table_view(self, request, kind):
        if kind not in FORMATS:
            raise Http404
        group = self.chosen_group(request)
        slots = ScheduleSlot.objects.filter(crew__group=group).with_names().in_order()
        return FORMATS[kind](f"schedule-{group.slug}", heads(), rows_of(slots))


def heads() -> list[str]:
    return [
        _("Day"),
        _("From"),
        _("Until"),
        _("Crew"),
        _("Object"),
        _("Kind"),
        _("Village"),
        _("State"),
        _("Equipment"),
        _("Photographs"),
        _("Minutes of video"),
        _("3D models"),
        _("Other files"),
        _("Release signed on"),
        _("Code"),
    ]


def rows_of(slots) -> Iterator[list[object]]:
    """A line a visit, in the order of time. No applicant is named."""
    slots = slots.prefetch_related("equipment")
    for slot in slots.iterator(chunk_size=CHUNK):
        form = slot.form
        yield [
            slot.day.isoformat(),
            f"{slot.starts:%H:%M}",
            f"{slot.ends:%H:%M}",
            slot.crew.name,
            form.title,
            form.get_kind_display(),
            form.territory.label if form.territory else "",
            slot.get_state_display(),
            ", ".join(thing.name for thing in slot.equipment.all()),
            slot.photos,
            slot.video_minutes,
            slot.models_3d,
            slot.files,
            slot.release_signed,
            form.spoken_code,
        ]
