"""What a moderator corrects before an event comes into the calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event
from hub.shared.form_fields import Words
from hub.shared.roles import DECIDES, groups_where
from interest_forms.models import EventProposal
from interest_forms.proposals.actions import Correction
from partners.models import ActionGroup, Territory


class CorrectionForm(forms.Form):
    """Filled in with what the sender told."""

    name = Words(label=_("name"), max_length=200)
    kind = forms.ChoiceField(label=_("kind"), choices=Event.Kind.choices)
    group = forms.ModelChoiceField(ActionGroup.objects.none(), label=_("group"))
    territory = forms.ModelChoiceField(
        Territory.objects.none(), label=_("settlement"), required=False
    )
    venue = Words(label=_("venue"), max_length=200, required=False)

    def __init__(self, data=None, *, proposal: EventProposal, user):
        names = ("name", "kind", "group", "territory", "venue")
        initial = {name: getattr(proposal, name) for name in names}
        super().__init__(data, initial=initial)
        groups = ActionGroup.objects.all()
        if not user.is_superuser:
            groups = groups.filter(pk__in=groups_where(user, DECIDES))
        self.fields["group"].queryset = groups
        villages = Territory.objects.settlements().with_label()
        if proposal.group:
            own = villages.in_group(proposal.group)
            villages = own | villages.filter(pk=proposal.territory_id)
        else:
            villages = villages.filter(pk=proposal.territory_id)
        self.fields["territory"].queryset = villages.distinct().order_by("name", "pk")

    @property
    def correction(self) -> Correction:
        return Correction(**self.cleaned_data)
