"""Entering forms that were filled in on paper: one after the other, by the keyboard."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from hub.shared.admin import OwnedAdmin
from hub.shared.roles import DECIDES, EDITS, may
from hub.shared.signed_form import new_form_key
from interest_forms.actions import TooManyPhotos
from interest_forms.consent import INTEREST_CONSENT_VERSION
from interest_forms.counters import count_again
from interest_forms.interest.actions import enter_from_paper
from interest_forms.interest.entry_forms import SAME, EntryForm
from interest_forms.interest.pile import Pile
from interest_forms.models import (
    ExpressionOfInterest,
    InterestCall,
    PaperInterest,
)
from interest_forms.sheet_views import sheet_response, taking_files
from interest_forms.uploads import fault_text, signed
from partners.models import ActionGroup

ENTERED_BY = DECIDES | EDITS
# A sheet has two pages: what comes next in the pile may be its other one.
NEXT_SHEETS = 2


class EntryDesk(OwnedAdmin):
    """The page of a pile of sheets, and the photograph of each."""

    enter_template = "admin/interest_forms/interestcall/enter.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            # Exempt, and protected inside: files must find their way before the token.
            path(
                "enter/",
                wrap(csrf_exempt(self.enter_with_files)),
                name="interest_forms_interestcall_enter",
            ),
            path(
                "sheets/<int:sheet_id>/",
                wrap(self.sheet_view),
                name="interest_forms_interestcall_sheet",
            ),
            *super().get_urls(),
        ]

    def enter_with_files(self, request):
        if not may(request.user, ENTERED_BY):
            raise PermissionDenied
        return taking_files(request, self.enter_view)

    def enter_view(self, request):
        group, call = self.chosen(request)
        if group is None:
            return self.shown(request, piles=self.piles(request))
        about = {"group": group, "call": call}
        if request.POST.get("act") == "pile":
            return self.add_to_pile(request)
        if request.method != "POST":
            return self.shown(request, form=self.next_form(request, about))
        kept = request.POST.getlist("kept")
        about |= {"posted": request.POST, "kept": kept}
        form = EntryForm(request.POST, request.FILES, **about)
        form.is_valid()
        form.take_sheets()
        form.check_sheets()
        if form.errors:
            return self.shown(request, form=form, status=422)
        return self.entered(request, form)

    def add_to_pile(self, request):
        """Photographs of many sheets, chosen at once: they wait for their forms."""
        files = [one.received for one in request.FILES.getlist("pile")]
        Pile.of(request.session).add(one.kept for one in files if one.kept)
        for one in files:
            if one.fault:
                messages.error(request, f"{one.name}: {fault_text(one.fault)}")
        return HttpResponseRedirect(request.get_full_path())

    def piles(self, request):
        """Her groups with their calls: of which are the sheets?"""
        groups = ActionGroup.objects.managed_by(request.user).order_by("name", "pk")
        mine = [one for one in groups if may(request.user, ENTERED_BY, one.pk)]
        calls = InterestCall.objects.filter(group__in=mine)
        return [
            (group, [call for call in calls if call.group_id == group.pk])
            for group in mine
        ]

    def chosen(self, request):
        """Group and call of the address; none: which pile it is has to be asked."""
        asked = {name: request.GET.get(name, "") for name in ("group", "call")}
        if not any(asked.values()):
            return None, None
        for group, calls in self.piles(request):
            for call in calls:
                if str(call.pk) == asked["call"]:
                    return group, call
            if str(group.pk) == asked["group"] and not asked["call"]:
                return group, None
        raise Http404

    def next_form(self, request, about):
        """Empty, but for what stays the same in a pile."""
        same = {name: request.GET[name] for name in SAME if request.GET.get(name)}
        initial = {
            "language": get_language(),
            "paper_version": INTEREST_CONSENT_VERSION,
            "signed_on": about["group"].today,
            **same,
            "key": new_form_key(),
        }
        form = EntryForm(initial=initial, **about)
        form.kept_sheets = Pile.of(request.session).next_sheets
        return form

    def shown(self, request, *, status=200, form=None, piles=()):
        today = ExpressionOfInterest.objects.filter(
            entered_by=request.user, received__date=timezone.localdate()
        )
        if form:
            form.focus()
        pile = Pile.of(request.session).waiting
        context = {
            **self.admin_site.each_context(request),
            "title": _("Enter forms from paper"),
            "opts": self.opts,
            "form": form,
            "piles": piles,
            "entered": today.count(),
            "pile": len(pile),
            **(self.files(form, pile) if form else {}),
        }
        return TemplateResponse(request, self.enter_template, context, status=status)

    def files(self, form, pile):
        """Those of the form with their tokens; what comes next in the pile."""
        others = [one for one in pile if one not in form.kept_sheets]
        return {
            "sheets": [(one, signed(one)) for one in form.kept_sheets],
            "next_sheets": [(one, signed(one)) for one in others[:NEXT_SHEETS]],
            "kept": [(one, signed(one)) for one in form.files_kept],
        }

    def entered(self, request, form):
        try:
            row = enter_from_paper(
                key=form.cleaned_data["key"],
                told=form.told,
                sheets=form.kept_sheets,
                signed=form.signed_moment,
                by=request.user,
            )
        except TooManyPhotos:
            # The same form was entered before, with other photos.
            form.add_error("photos", form.too_many)
            return self.shown(request, form=form, status=422)
        Pile.of(request.session).take(form.kept_sheets)
        count_again()
        done = _("Entered: %(title)s, code %(code)s. The next one, please.")
        messages.success(request, done % {"title": row, "code": row.spoken_code})
        pile = {"call": form.call.pk} if form.call else {"group": form.group.pk}
        return HttpResponseRedirect(f"{request.path}?{urlencode(pile | form.same)}")

    def sheet_view(self, request, sheet_id):
        """The signed sheet, for the staff of the form's group alone."""
        forms = ExpressionOfInterest.objects.managed_by(request.user)
        sheets = PaperInterest.objects.filter(form__in=forms).select_related("form")
        sheet = get_object_or_404(sheets, pk=sheet_id)
        return sheet_response(sheet, sheet.form.code)
