"""Whom to telephone: applicants whom no letter tells what a version changed."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from hub.shared.days import weekday_words
from interest_forms.models import (
    Applicant,
    ExpressionOfInterest,
    ScheduleLetter,
    SlotState,
    ToldSlot,
)
from interest_forms.models.slots import hours_words
from interest_forms.models.versions import ScheduleLetterQuerySet
from interest_forms.schedule.changes import Change, Changed, change_between
from interest_forms.schedule.news import declined, is_news, known_number, stands


@dataclass(frozen=True, slots=True)
class Call:
    """What one applicant has to be told; `told`: her object's day, if it has one."""

    letter: ScheduleLetter
    changed: Changed
    told: ToldSlot | None

    @property
    def form(self) -> ExpressionOfInterest:
        return self.letter.form

    @property
    def applicant(self) -> Applicant:
        return self.form.applicant

    @property
    def asks(self) -> bool:
        """Whether she is to say if the day suits her."""
        told = self.told
        return bool(told and told.is_open and told.slot.state == SlotState.PLANNED)

    @property
    def words(self) -> str:
        """What changed, from which day and hour to which."""
        before, now = self.changed.before, self.changed.now
        match self.changed.change:
            case Change.NEW:
                told = _("We come to film on %(now)s.")
            case Change.MOVED:
                told = _("Instead of %(before)s we come on %(now)s.")
            case Change.CANCELLED:
                told = _("We do not come on %(before)s.")
            case Change.BACKUP:
                told = _("The day stays: %(now)s.")
        return told % {
            "before": before and hours_words(before.starts, before.ends),
            "now": now and hours_words(now.starts, now.ends),
        }

    @property
    def backup_words(self) -> str:
        """The day for bad weather, which is told with it."""
        now = self.changed.now
        if now and (starts := now.backup_starts):
            told = _("If the weather is bad, we come on %(day)s, %(hour)s.")
            day, hour = weekday_words(starts.date()), f"{starts:%H:%M}"
            return told % {"day": day, "hour": hour}
        if self.changed.change == Change.BACKUP:
            return _("There is no other day for bad weather any more.")
        return ""


def calls_of(letters: ScheduleLetterQuerySet) -> list[Call]:
    """Of those of the letters that nobody reads, in the order of the days."""
    rows = letters.unread().select_related(
        "version__group", "form__applicant", "form__territory__parent"
    )
    waiting = list(rows.prefetch_related("form__slots"))
    if not waiting:
        return []
    known = _known(waiting)
    days = _told(waiting, known)
    found = []
    for letter in waiting:
        plan, form = letter.version.group_id, letter.form
        told = days.get((plan, letter.version.number, form.pk))
        before = days.get((plan, known[plan, form.pk], form.pk))
        changed = change_between(before, told)
        if changed and _is_unknown(changed, told, letter):
            found.append(Call(letter, changed, told))
    return sorted(found, key=lambda call: call.changed.ends)


def _told(
    letters: list[ScheduleLetter], known: dict[tuple[int, int], int]
) -> dict[tuple[int, int, int], ToldSlot]:
    """By group, number and form, what their versions and those known say of it."""
    forms = {letter.form_id: letter.form for letter in letters}
    versions = Q(version__in=[letter.version for letter in letters])
    versions |= Q(version__number__in=known.values())
    rows = ToldSlot.objects.filter(versions, form__in=forms)
    days = {}
    for row in rows.select_related("slot", "crew__group", "version__group"):
        row.form = forms[row.form_id]
        days[row.version.group_id, row.version.number, row.form_id] = row
    return days


def _known(letters: list[ScheduleLetter]) -> dict[tuple[int, int], int]:
    """Which version each applicant knows, by group and form."""
    forms = [letter.form_id for letter in letters]
    rows = ScheduleLetter.objects.filter(form__in=forms).select_related("version")
    to_her = defaultdict(list)
    for row in rows.order_by("-version__number"):
        to_her[row.version.group_id, row.form_id].append(row)
    return {key: known_number(rows) for key, rows in to_her.items()}


def _is_unknown(
    changed: Changed, told: ToldSlot | None, letter: ScheduleLetter
) -> bool:
    """Whether she has not heard of it in another way, and it still holds."""
    if told is None:
        return is_news(changed) and not declined(changed)
    answered = told.slot.answered
    has_answered = answered is not None and answered > letter.version.at
    return is_news(changed) and stands(told) and not has_answered
