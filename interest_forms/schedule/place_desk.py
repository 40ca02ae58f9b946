"""The page on which an object is given its day, and what the page of a slot shares."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from hub.shared.admin import OwnedAdmin
from hub.shared.numbers import id_of
from hub.shared.roles import may
from interest_forms.models import ExpressionOfInterest
from interest_forms.schedule import actions
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.slot_forms import Choices, PlaceForm, initial_of_form
from interest_forms.schedule.suggest import NEVER_SUGGESTED, suggestions_for
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.warnings import warnings_of


class PlaceDesk(OwnedAdmin):
    """Warnings are told first; staff may say "anyway"."""

    place_template = "admin/interest_forms/scheduleslot/place.html"

    def get_urls(self):
        place = self.admin_site.admin_view(self.place_view)
        name = "interest_forms_scheduleslot_place"
        return [path("place/<int:form_id>/", place, name=name), *super().get_urls()]

    def place_view(self, request, form_id):
        mine = ExpressionOfInterest.objects.managed_by(request.user)
        known = mine.select_related(
            "group__organisation__country", "territory__parent", "place"
        )
        interest = get_object_or_404(known, pk=form_id, group__isnull=False)
        if not may(request.user, self.changed_by, interest.group_id):
            raise PermissionDenied
        choices = Choices(interest.group)
        form = PlaceForm(
            self.asked(request, choices),
            choices=choices,
            initial=initial_of_form(interest, choices),
        )
        more = {}
        if form.is_bound and form.is_valid():
            slot, more = self.placed(request, interest, form)
            if slot:
                return self.told(request, slot, _("The object has its day now."))
        context = {
            **self.about(request, interest),
            "title": _("A day for: %s") % interest.title,
            "form": form,
            "suggestions": suggestions_for(interest),
            **more,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, self.place_template, context, status=status)

    def placed(self, request, interest, form):
        """The slot; or `None`, and what the page says of it."""
        things = form.chosen_equipment
        visit = Visit(interest, form.chosen_crew, form.span, tuple(things))
        found = self.against(request, visit)
        if "suggested" in request.POST:
            # The rest stood beside the button; what goes along was not known then, and
            # the page may be of yesterday.
            found = [one for one in found if one.kind in NEVER_SUGGESTED]
        if found:
            return None, {"found": found}
        try:
            slot = actions.place_slot(
                interest,
                visit.crew,
                visit.span,
                equipment=things,
                note=form.cleaned_data["note"],
                by=request.user,
            )
        except Refused as refused:
            return None, {"problem": str(refused)}
        return slot, {}

    def asked(self, request, choices):
        """What was written; a suggestion's button fills in who, when and with what."""
        if request.method != "POST":
            return None
        told = request.POST.copy()
        ticked = told.getlist("equipment")
        for name, values in suggested(told.get("suggested", ""), choices).items():
            told.setlist(name, values)
        told.setlist("equipment", {*ticked, *told.getlist("equipment")})
        return told

    def about(self, request, interest):
        """What both pages tell of the object."""
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "interest": interest,
            "applicant": getattr(interest, "applicant", None),
        }

    def against(self, request, visit):
        """The warnings that she has not yet seen and said "anyway" to."""
        if "anyway" in request.POST:
            return []
        group = visit.crew.group
        around = Surroundings(group, visit.day, visit.day, [visit.form])
        return warnings_of(visit, around)

    def told(self, request, slot, words):
        messages.success(request, words)
        name = "admin:interest_forms_scheduleslot_change"
        return HttpResponseRedirect(reverse(name, args=[slot.pk]))


def suggested(text, choices):
    """What the button of a suggestion names, as fields: "crew@moment@pieces"."""
    number, _sign, rest = text.partition("@")
    starts, _sign, things = rest.partition("@")
    crew = choices.crews.get(id_of(number))
    try:
        moment = datetime.fromisoformat(starts)
    except ValueError:
        return {}
    if crew is None:
        return {}
    return {
        "crew": [str(crew.pk)],
        "day": [f"{moment:%Y-%m-%d}"],
        "hour": [f"{moment:%H:%M}"],
        "minutes": [str(crew.minutes_a_slot)],
        "equipment": things.split(",") if things else [],
    }
