"""Scoring on the page of one form."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hub.shared.roles import COORDINATES
from interest_forms.interest.triage import scores
from interest_forms.interest.triage.board_desk import BoardDesk
from interest_forms.models.triage import MOST_POINTS


class ScoreForm(forms.Form):
    """A choice from 0 to 5 for each of the group's criteria."""

    def __init__(self, data=None, *, criteria):
        super().__init__(data)
        for criterion in criteria:
            self.fields[f"criterion-{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.name,
                choices=[(number, number) for number in range(MOST_POINTS + 1)],
                coerce=int,
                widget=forms.RadioSelect,
            )

    @property
    def points(self):
        return {
            int(name.removeprefix("criterion-")): number
            for name, number in self.cleaned_data.items()
        }


class ScoreDesk(BoardDesk):
    """Everybody of the group may be one of the two."""

    def get_urls(self):
        view = require_POST(self.admin_site.admin_view(self.score_view))
        name = "interest_forms_expressionofinterest_score"
        return [path("<int:form_id>/score/", view, name=name), *super().get_urls()]

    def score_view(self, request, form_id):
        """Keep her points; a coordinator may have both score once more."""
        form = self.get_object(request, str(form_id))
        if "anew" in request.POST:
            if not self.may(request, COORDINATES, form):
                raise PermissionDenied
            scores.score_anew(form, by=request.user)
            self.message_user(request, _("Two people may score it once more."))
            return HttpResponseRedirect(self.address(form))
        sheet = scores.sheet_of(form, request.user)
        filled = ScoreForm(request.POST, criteria=sheet.criteria)
        if not filled.is_valid():
            words = _("Give points for each criterion.")
            return self.wrong(request, form, words, score_form=filled)
        if sheet.criteria and scores.give_scores(form, filled.points, by=request.user):
            self.message_user(request, _("Your points are kept."))
        else:
            words = _("Two people have scored it already.")
            self.message_user(request, words, messages.WARNING)
        return HttpResponseRedirect(self.address(form))

    def page(self, request, form, status=200, **more):
        sheet = scores.sheet_of(form, request.user)
        more.setdefault("score_form", ScoreForm(criteria=sheet.criteria))
        may_anew = self.may(request, COORDINATES, form)
        return super().page(
            request, form, status, sheet=sheet, may_score_anew=may_anew, **more
        )
