"""Making a draft on the page of one form: editors do it, with one press."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from events.models import Event, Tradition
from hub.shared.roles import EDITS
from interest_forms.interest.triage.making import (
    USUALLY,
    Draft,
    link_known,
    make_draft,
    may_make,
    part_of,
    staff_page,
    where,
)
from interest_forms.interest.triage.score_desk import ScoreDesk
from partners.models import Territory
from places.models import Category

PARTS = [
    ("place", pgettext_lazy("to make", "a place")),
    ("event", pgettext_lazy("to make", "an event")),
    ("tradition", pgettext_lazy("to make", "a tradition")),
    ("product", pgettext_lazy("to make", "a product")),
]


class DraftForm(forms.Form):
    """What is made, filled in with what usually is."""

    part = forms.ChoiceField(label=gettext_lazy("Make of it"), choices=PARTS)
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=gettext_lazy("category, of a place"),
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("kind, of an event"), choices=Event.Kind.choices
    )
    domain = forms.ChoiceField(
        label=gettext_lazy("domain, of a tradition"), choices=Tradition.Domain.choices
    )
    territory = forms.ModelChoiceField(
        Territory.objects.none(), label=gettext_lazy("settlement"), required=False
    )

    def __init__(self, data=None, *, form):
        place = form.place
        initial = {
            "part": USUALLY[form.kind],
            "category": place.category_id if place else None,
            "territory": form.territory_id,
            "domain": Tradition.Domain.CRAFTS,
        }
        super().__init__(data, initial=initial, prefix="draft")
        self.form = form
        villages = Territory.objects.settlements().with_label()
        known = villages.filter(pk=form.territory_id)
        mine = villages.in_group(form.group) if form.group else known
        both = (mine | known).distinct().order_by("name", "pk")
        self.fields["territory"].queryset = both

    def clean(self):
        cleaned = super().clean()
        village = cleaned.get("territory")
        cleaned["point"] = where(self.form) or (village and village.point)
        if cleaned.get("part") != "place":
            return cleaned
        if not cleaned.get("category"):
            self.add_error("category", _("Choose the category of the place."))
        if not cleaned["point"]:
            words = _("A place has a position: choose the settlement.")
            self.add_error("territory", words)
        return cleaned


class MakingDesk(ScoreDesk):
    """The draft, and the way from the form to it."""

    def get_urls(self):
        view = require_POST(self.admin_site.admin_view(self.make_view))
        name = "interest_forms_expressionofinterest_make"
        return [path("<int:form_id>/make/", view, name=name), *super().get_urls()]

    def make_view(self, request, form_id):
        """Make a draft of it, or link it with what the applicant named."""
        form = self.get_object(request, str(form_id))
        if not self.may(request, EDITS, form):
            raise PermissionDenied
        if named := request.POST.get("known"):
            things = {part_of(one): one for one in self.named(request, form)}
            thing = things.get(named)
            made = thing and link_known(form, thing, by=request.user)
            return self.made(request, form, made)
        filled = DraftForm(request.POST, form=form)
        if not filled.is_valid():
            words = _("Nothing is made yet: look at what is marked.")
            return self.wrong(request, form, words, draft=filled)
        made = make_draft(form, Draft(**filled.cleaned_data), by=request.user)
        return self.made(request, form, made)

    def named(self, request, form):
        """What the applicant said it is: her group's own place, event or tradition."""
        for thing in filter(None, (form.place, form.event, form.tradition)):
            if type(thing).objects.managed_by(request.user).filter(pk=thing.pk):
                yield thing

    def made(self, request, form, made):
        """On to the draft, where it is written on."""
        if not made:
            words = _("Something has been made of it already, or it is not accepted.")
            self.message_user(request, words, messages.WARNING)
            return HttpResponseRedirect(self.address(form))
        words = _("It is linked with the form. Visitors do not see a draft yet.")
        self.message_user(request, words)
        return HttpResponseRedirect(staff_page(made.thing))

    def page(self, request, form, status=200, **more):
        can = self.may(request, EDITS, form) and may_make(form)
        if can:
            more.setdefault("draft", DraftForm(form=form))
        return super().page(
            request,
            form,
            status,
            may_make=can,
            named=[(part_of(t), t) for t in self.named(request, form)] if can else [],
            made=getattr(form, "made", None),
            **more,
        )
