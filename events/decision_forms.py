"""The form in which staff say what was decided about one year."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.making import NOTES
from events.models import YearOverride

Kind = YearOverride.Kind
BY_RULE = ("", _("as the rule says, not yet confirmed"))


class DecisionForm(forms.ModelForm):
    """Confirmed, moved, cancelled, not held; or left to the rule again."""

    kind = forms.ChoiceField(
        label=_("state"),
        choices=[BY_RULE, *Kind.choices],
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = YearOverride
        fields = ["kind", "day", *NOTES]
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    @property
    def notes(self):
        return [self[name] for name in NOTES]

    def clean(self):
        """Without a day the rule's own is meant, but for what is moved."""
        data = super().clean()
        kind, day = data.get("kind"), data.get("day")
        if day and abs(day.year - self.instance.year) > 1:
            self.add_error("day", _("This day is in quite another year."))
        if day or kind in {"", Kind.SKIPPED} or "day" in self.errors:
            return data
        by_rule = self.instance.rule.rule.first_day(self.instance.year)
        if kind == Kind.MOVED:
            self.add_error("day", _("Say on which day."))
        elif not by_rule:
            self.add_error("day", _("The rule gives no day here: say on which day."))
        else:
            data["day"] = by_rule
        return data
