"""The page of one slot: moved, kept for rain, answered, cancelled, filmed."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from hub.shared.audit import history
from interest_forms.interest.steps import move
from interest_forms.models import ExpressionOfInterest, ScheduleSlot, SlotState
from interest_forms.schedule import actions, answers
from interest_forms.schedule.forms import BackupForm, ResultForm
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.place_desk import PlaceDesk
from interest_forms.schedule.slot_forms import Choices, SlotForm, initial_of
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.warnings import warnings_of

State = ExpressionOfInterest.State
LONGEST_REASON = 1000


class SlotDesk(PlaceDesk):
    """What is done with one visit. Warnings are told first; staff may say "anyway"."""

    page_template = "admin/interest_forms/scheduleslot/desk.html"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        slot = self.get_object(request, object_id)
        if request.method != "POST":
            return self.page(request, slot)
        if not self.has_change_permission(request, slot):
            raise PermissionDenied
        acts = {
            "move": self.move,
            "backup": self.keep_backup,
            "result": self.enter_result,
        }
        wanted = request.POST.get("act", "")
        if wanted in acts:
            return acts[wanted](request, slot)
        return self.at_once(request, slot, wanted)

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.select_related(
            "crew__group__organisation__country",
            "crew__territory",
            "form__territory__parent",
            "form__place",
            "stands_in_for__crew__group",
            "answered_by",
        )

    def page(self, request, slot, status=200, **more):
        visit = Visit.of(slot)
        around = Surroundings(slot.crew.group, visit.day, visit.day)
        choices = Choices(slot.crew.group)
        backup = self.backup_of(slot)
        context = {
            **self.about(request, slot.form),
            "title": slot.form.title,
            "slot": slot,
            "equipment": visit.equipment,
            "warnings": warnings_of(visit, around),
            "backup": backup,
            # What is past by now is no day to turn to.
            "rain": backup and not backup.is_begun,
            "may_change": self.has_change_permission(request, slot),
            "move_form": SlotForm(initial=initial_of(visit), choices=choices),
            "backup_form": BackupForm(
                initial={"hour": visit.starts.time()}, prefix="backup"
            ),
            "result_form": ResultForm(instance=slot),
            "is_filmed": slot.form.state == State.FILMED,
            "audit_entries": history(slot)[:10],
            **more,
        }
        return TemplateResponse(request, self.page_template, context, status=status)

    def backup_of(self, slot):
        if slot.state == SlotState.BACKUP:
            return None
        backups = slot.form.slots.filter(state=SlotState.BACKUP).with_names()
        return backups.first()

    # ---- What the buttons do

    def move(self, request, slot):
        form = SlotForm(request.POST, choices=Choices(slot.crew.group))
        if not form.is_valid():
            return self.page(request, slot, status=422, move_form=form)
        crew, things = form.chosen_crew, form.chosen_equipment
        visit = Visit(slot.form, crew, form.span, tuple(things), slot.pk, slot.state)
        if found := self.against(request, visit):
            return self.page(request, slot, status=422, move_form=form, found=found)
        try:
            actions.move_slot(slot, crew, form.span, equipment=things, by=request.user)
        except Refused as refused:
            problem = str(refused)
            return self.page(request, slot, 422, move_form=form, problem=problem)
        return self.told(request, slot, _("The visit is moved."))

    def keep_backup(self, request, slot):
        form = BackupForm(request.POST, prefix="backup")
        if not form.is_valid():
            return self.page(request, slot, status=422, backup_form=form)
        visit = Visit(
            slot.form, slot.crew, form.span_for(slot), tuple(slot.equipment.all())
        )
        if found := self.against(request, visit):
            return self.page(request, slot, status=422, backup_form=form, found=found)
        try:
            actions.keep_backup(slot, visit.span, by=request.user)
        except Refused as refused:
            problem = str(refused)
            return self.page(request, slot, 422, backup_form=form, problem=problem)
        return self.told(request, slot, _("The time is kept for bad weather."))

    def enter_result(self, request, slot):
        # The form writes into its own row: the action locks and writes another.
        form = ResultForm(
            request.POST, instance=ScheduleSlot(pk=slot.pk, crew=slot.crew)
        )
        if not form.is_valid():
            return self.page(request, slot, status=422, result_form=form)
        try:
            actions.enter_result(slot, by=request.user, **form.cleaned_data)
        except Refused as refused:
            return self.page(request, slot, status=422, problem=str(refused))
        return self.told(request, slot, _("The result is noted."))

    def at_once(self, request, slot, wanted):
        """The buttons for which nothing else is asked."""
        by = request.user
        why = request.POST.get("reason", "")[:LONGEST_REASON]
        try:
            match wanted:
                case "confirm":
                    answers.confirm_slot(slot, by=by)
                case "decline":
                    answers.decline_slot(slot, why=why, by=by)
                case "cancel":
                    actions.cancel_slot(slot, reason=why, by=by)
                case "rain":
                    slot = actions.use_backup(slot, by=by)
                case "ready":
                    if slot.state != SlotState.DONE:
                        raise Refused(_("Nothing was filmed on this visit."))
                    move(slot.form, State.PROCESSED, by=by)
                case _:
                    return self.page(
                        request, slot, 422, problem=_("Choose what to do.")
                    )
        except Refused as refused:
            more = {"problem": str(refused), "why": why}
            return self.page(request, slot, status=422, **more)
        return self.told(request, slot, _("It is done."))
