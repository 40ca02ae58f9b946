"""The crews' week: objects are given their day on it, moved, answered for."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hub.shared.days import span_words
from interest_forms.models import ExpressionOfInterest
from interest_forms.schedule import actions
from interest_forms.schedule.desk import ScheduleDesk, day_in
from interest_forms.schedule.occupied import Refused, taken_in_words
from interest_forms.schedule.slot_forms import (
    Choices,
    SlotForm,
    initial_of,
    initial_of_form,
)
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.waiting import waiting_forms
from interest_forms.schedule.week import backups_of, next_week, week_of

# So many objects without a day are offered beside the week.
MOST_WAITING = 60


class WeekDesk(ScheduleDesk):
    """Adds to the slots the page of a week, and what its buttons do."""

    def get_urls(self):
        guarded = self.admin_site.admin_view
        name = "interest_forms_scheduleslot"
        act = guarded(require_POST(self.week_act_view))
        place = guarded(require_POST(self.week_place_view))
        return [
            path("week/", guarded(self.week_view), name=f"{name}_week"),
            path("week/<int:slot_id>/", act, name=f"{name}_week_act"),
            path("week/place/<int:form_id>/", place, name=f"{name}_week_place"),
            *super().get_urls(),
        ]

    def week_view(self, request):
        group = self.chosen_group(request)
        return self.week_page(request, group, day_in(request.GET, group))

    def week_page(self, request, group, day, *, refused=None):
        """The week; `refused`: whose form was not accepted, the form, and why not."""
        week, choices = week_of(group, day), Choices(group)
        later = None if week.slots else next_week(group, week)
        waiting = list(waiting_forms(group)[: MOST_WAITING + 1])
        kept = backups_of(week.slots)
        for slot in week.slots:
            slot.kept = kept.get(slot.form_id)
            slot.in_the_way = taken_in_words(slot, slot.crew)
            initial = initial_of(Visit.of(slot))
            slot.time_form = SlotForm(initial=initial, choices=choices)
        for form in waiting:
            initial = initial_of_form(form, choices, week.monday)
            initial["equipment"] = choices.needed_by(form)
            form.time_form = SlotForm(initial=initial, choices=choices)
        why_not = ""
        if refused:
            whose, bound, why_not = refused
            for one in [*week.slots, *waiting]:
                if one == whose:
                    one.time_form, one.is_refused = bound, True
        return self.schedule_page(
            request,
            "week",
            group,
            status=409 if refused else 200,
            title=_("The crews’ week"),
            week=week,
            later=later,
            later_in_words=later and span_words(later, later + timedelta(days=6)),
            plan=group.week_plans.filter(monday=week.monday).first(),
            waiting=waiting[:MOST_WAITING],
            more_wait=len(waiting) > MOST_WAITING,
            why_not=why_not,
            told=list(messages.get_messages(request)),
        )

    def week_act_view(self, request, slot_id):
        """A button of a card."""
        slot = get_object_or_404(self.get_queryset(request).with_names(), pk=slot_id)
        self.check_may_plan(request, slot.group_id)
        group = slot.crew.group
        form = self.typed(request, group)
        act = request.POST.get("act")
        return self.tried(
            request, group, slot, form, lambda: done(request, slot, act, form)
        )

    def week_place_view(self, request, form_id):
        """An object is given its day."""
        mine = ExpressionOfInterest.objects.managed_by(request.user)
        mine = mine.filter(group__isnull=False).select_related("group")
        wanted = get_object_or_404(mine, pk=form_id)
        self.check_may_plan(request, wanted.group_id)
        form = self.typed(request, wanted.group)
        return self.tried(
            request, wanted.group, wanted, form, lambda: placed(request, wanted, form)
        )

    def typed(self, request, group):
        return SlotForm(request.POST, choices=Choices(group))

    def tried(self, request, group, whose, form, act):
        """Do it and show the week again; what is refused is told, and stays typed."""
        day = day_in(request.POST, group, "week")
        try:
            messages.success(request, act())
        except Refused as problem:
            refused = (whose, form, str(problem))
            return self.week_page(request, group, day, refused=refused)
        address = reverse("admin:interest_forms_scheduleslot_week")
        return HttpResponseRedirect(f"{address}?group={group.pk}&day={day}")


def check(form):
    if not form.is_valid():
        raise Refused(_("Please look at what is marked."))


def placed(request, wanted, form):
    check(form)
    slot = actions.place_slot(
        wanted,
        form.chosen_crew,
        form.span,
        equipment=form.chosen_equipment,
        by=request.user,
    )
    return when_told(slot)


def done(request, slot, act, form):
    """Do what the button says; what came of it, in words."""
    by = request.user
    match act:
        case "move":
            check(form)
            moved = actions.move_slot(
                slot,
                form.chosen_crew,
                form.span,
                equipment=form.chosen_equipment,
                by=by,
            )
            return when_told(moved)
        case "keep":
            check(form)
            kept = actions.keep_backup(
                slot,
                form.span,
                crew=form.chosen_crew,
                equipment=form.chosen_equipment,
                by=by,
            )
            return _("Kept for bad weather: %s") % when_told(kept)
        case "rain":
            return when_told(actions.use_backup(slot, by=by))
    raise Refused(_("Please press one of the buttons."))


def when_told(slot):
    return f"{slot}, {slot.crew}."
