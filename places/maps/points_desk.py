"""The page on which the points of a sheet are set and judged."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from hub.shared.admin import OwnedAdmin
from places.maps import actions
from places.maps.advice import obstacle
from places.maps.faults import UnfitSheet
from places.maps.files import SHOWN_EDGE, WORK_EDGE
from places.maps.fitting import Transformation, errors
from places.maps.forms import FitForm, PointFormSet
from places.maps.points import ties_of


class PointsDesk(OwnedAdmin):
    """Adds the page of the points, and the picture they are set on."""

    points_template = "admin/places/historicmap/points.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:map_id>/points/",
                wrap(self.points_view),
                name="places_historicmap_points",
            ),
            path(
                "<int:map_id>/picture/<int:edge>/",
                wrap(self.picture_view),
                name="places_historicmap_picture",
            ),
            *super().get_urls(),
        ]

    def changeable(self, request, map_id):
        """The sheet, for those who may change it."""
        sheet = self.get_object(request, str(map_id))
        if not self.has_change_permission(request, sheet):
            raise PermissionDenied
        return sheet

    def picture_view(self, request, map_id, edge):
        """The scan in a size for the screen, public or not."""
        sheet = self.get_object(request, str(map_id))
        file = sheet.preview_file(edge)
        if edge not in (SHOWN_EDGE, WORK_EDGE) or not file.is_file():
            raise Http404
        answer = HttpResponse(file.read_bytes(), content_type="image/webp")
        answer["Cache-Control"] = "private, max-age=3600"
        return answer

    def points_view(self, request, map_id):
        sheet = self.changeable(request, map_id)
        if not sheet.is_prepared:
            self.message_user(request, _("The scan has to be read first."))
            return to_sheet(sheet)
        posted = request.POST if request.method == "POST" else None
        # What is sent counts, whatever somebody else has saved in the meantime.
        known = sheet.points.values("x", "y", "lon", "lat") if posted is None else []
        points = PointFormSet(posted, initial=list(known), form_kwargs={"sheet": sheet})
        fit = FitForm(posted, sheet=sheet)
        if posted is not None and points.is_valid() and fit.is_valid():
            return self.save_points(request, sheet, points, fit)
        return self.points_page(request, sheet, points, fit)

    def save_points(self, request, sheet, points, fit):
        ties, kind = points.ties(), fit.cleaned_data["transformation"]
        mask = [] if fit.cleaned_data.get("margins") else sheet.mask
        actions.set_points(sheet, ties, kind, mask=mask, by=request.user)
        self.message_user(request, _("The points are saved."))
        if "make" in request.POST:
            return self.make(request, self.get_object(request, str(sheet.pk)))
        return to_points(sheet)

    def make(self, request, sheet):
        """Have the map made; where its points do not allow that, show them."""
        if obstacle(sheet):
            told = _("The map cannot be made yet: read below what is missing.")
            self.message_user(request, told, messages.WARNING)
            return to_points(sheet)
        actions.make_tiles(sheet, by=request.user)
        return to_sheet(sheet)

    def points_page(self, request, sheet, points, fit):
        misses = judged(sheet)
        forms = list(points)
        misses += [None] * (len(forms) - len(misses))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Points of the sheet"),
            "opts": self.opts,
            "sheet": sheet,
            "points": points,
            "rows": list(zip(forms, misses, strict=True)),
            "fit": fit,
            "problem": obstacle(sheet),
            "picture": picture_address(sheet, WORK_EDGE),
        }
        status = 422 if points.is_bound else 200
        return TemplateResponse(request, self.points_template, context, status=status)


def judged(sheet):
    """How far each saved point is missed; nothing where there is no fit yet."""
    try:
        return errors(ties_of(sheet), Transformation(sheet.transformation))
    except UnfitSheet:
        return []


def picture_address(sheet, edge):
    stem = reverse("admin:places_historicmap_picture", args=[sheet.pk, edge])
    return f"{stem}?v={sheet.sha256[:12]}"


def to_points(sheet):
    address = reverse("admin:places_historicmap_points", args=[sheet.pk])
    return HttpResponseRedirect(address)


def to_sheet(sheet):
    address = reverse("admin:places_historicmap_change", args=[sheet.pk])
    return HttpResponseRedirect(address)
