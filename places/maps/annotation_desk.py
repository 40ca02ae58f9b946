"""Points of a sheet out of a file, and into one, on the staff's desk."""

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from hub.shared.admin import OwnedAdmin
from places.maps import actions
from places.maps.annotation import (
    LARGEST,
    LD_JSON,
    UnreadableAnnotation,
    read_annotation,
)
from places.maps.points import annotation_of


class AnnotationDesk(OwnedAdmin):
    """Adds the address where an annotation is fetched, and sent."""

    def get_urls(self):
        return [
            path(
                "<int:map_id>/annotation/",
                self.admin_site.admin_view(self.annotation_view),
                name="places_historicmap_annotation",
            ),
            *super().get_urls(),
        ]

    def annotation_view(self, request, map_id):
        sheet = self.changeable(request, map_id)
        points = reverse("admin:places_historicmap_points", args=[sheet.pk])
        if not sheet.is_prepared:
            return HttpResponseRedirect(points)
        if request.method != "POST":
            response = JsonResponse(annotation_of(sheet), content_type=LD_JSON)
            name = f'attachment; filename="{sheet.slug}.json"'
            response["Content-Disposition"] = name
            return response
        self.take_annotation(request, sheet)
        return HttpResponseRedirect(points)

    def take_annotation(self, request, sheet):
        """Replace the sheet's points by those of the file, or say what is wrong."""
        file = request.FILES.get("annotation")
        content = file.read(LARGEST) if file else b""
        try:
            size = (sheet.width, sheet.height)
            found = read_annotation(content, size=size)
        except UnreadableAnnotation as problem:
            self.message_user(request, str(problem), messages.ERROR)
            return
        actions.set_points(
            sheet, found.ties, found.kind, mask=found.mask, by=request.user
        )
        self.message_user(request, _("The points are saved."))
