"""The form of a calendar rule, and what the rule would mean."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils import timezone

from events.models import CalendarRule
from events.rules import Rule, sentence

PREVIEWED = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """A rule in words, and the first days of the next years."""

    sentence: str
    days: list[date]

    @classmethod
    def of(cls, rule: Rule) -> "Preview":
        return cls(sentence(rule), rule.upcoming(timezone.localdate(), PREVIEWED))


class RuleForm(forms.ModelForm):
    """A rule, looked at before it is saved."""

    class Meta:
        model = CalendarRule
        fields = [
            *("anchor", "month", "day", "old_style", "offset"),
            *("snap", "weekday", "nth", "duration"),
            *("not_before", "not_before_month", "not_before_day", "not_before_offset"),
            *("every", "held_in", "first_year", "last_year"),
        ]

    @property
    def preview(self) -> Preview | None:
        """What the fields mean as they stand; `None` while they mean nothing."""
        is_edited = self.is_bound and self.has_changed()
        is_whole = self.is_valid() if is_edited else self.instance.pk
        return Preview.of(self.instance.rule) if is_whole else None

    @property
    def problems(self) -> list[str]:
        """What is missing or wrong, each once."""
        found = self.errors.values() if self.is_bound else []
        return list(dict.fromkeys(text for errors in found for text in errors))
