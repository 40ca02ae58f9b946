"""What a guest of a study visit tells."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import VisitReport


class VisitReportForm(forms.ModelForm):
    """Two answers, and whom she came for; her name is not asked."""

    agreed = forms.BooleanField(
        label=_("I agree that this is shown, with my organisation and country"),
        error_messages={
            "required": _("Without your agreement we cannot show it: please tick it.")
        },
    )

    class Meta:
        model = VisitReport
        fields = ["organisation", "country", "language", "seen", "take_home"]
        labels = {
            "organisation": _("Your organisation"),
            "country": _("Your country"),
            "language": _("The language in which you write"),
            "seen": _("What did you see here?"),
            "take_home": _("What will you try at home?"),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 6}) for name in ("seen", "take_home")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("organisation", "country", "seen"):
            self.fields[name].required = True
            told = _("Please write something here.")
            self.fields[name].error_messages["required"] = told

    @property
    def words(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
