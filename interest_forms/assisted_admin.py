"""The pages by which staff enter for somebody: the form, the papers, the slip."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from hub.shared.frame import AUTONYMS
from hub.shared.qr import qr_svg
from hub.shared.roles import DECIDES, EDITS, may
from hub.shared.signed_form import new_form_key
from interest_forms.assisted import enter_for_person
from interest_forms.assisted_forms import AssistedForm, labels_of
from interest_forms.consent import CONSENT_VERSION, consent_text
from interest_forms.counters import count_again
from interest_forms.desk import DeskAdmin
from interest_forms.questions import RightsAndPeople
from interest_forms.sheet_views import sheet_response, taking_files
from interest_forms.uploads import signed
from partners.models import ActionGroup

# The questions that are answered on paper by a tick.
ON_PAPER = ("author", "rights", "people", "children", "credit_kind")


class AssistedAdmin(DeskAdmin):
    """Adding a submission is entering it for somebody who stands at the table."""

    added_by = DECIDES | EDITS
    enter_template = "admin/interest_forms/submission/enter.html"
    blank_template = "admin/interest_forms/submission/blank.html"
    slip_template = "admin/interest_forms/submission/slip.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            # Exempt, and protected inside: files must find their way before the token.
            path(
                "add/",
                wrap(csrf_exempt(self.add_with_files)),
                name="interest_forms_submission_add",
            ),
            path(
                "paper/",
                wrap(self.blank_view),
                name="interest_forms_submission_blank",
            ),
            path(
                "<int:submission_id>/papers/<int:paper_id>/",
                wrap(self.paper_view),
                name="interest_forms_submission_paper",
            ),
            path(
                "<int:submission_id>/slip/",
                wrap(self.slip_view),
                name="interest_forms_submission_slip",
            ),
            *super().get_urls(),
        ]

    def part_context(self, request, submission):
        sheets = submission.paper_consents.order_by("pk")
        return {**super().part_context(request, submission), "sheets": sheets}

    # ---- The form

    def add_with_files(self, request):
        """Stream the files to the store, as the residents' form does."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return taking_files(request, self.enter_view)

    def enter_view(self, request):
        group = self.chosen_group(request)
        if group is None:
            return self.shown(request, groups=self.groups_of(request))
        if request.method != "POST":
            return self.shown(request, form=self.empty_form(group))
        form = AssistedForm(
            request.POST, request.FILES, group=group, posted=request.POST
        )
        form.is_valid()
        if request.POST.get("act") == "add":
            form.errors.clear()
            form.take_files()
            return self.shown(request, form=form)
        form.take_files()
        form.check_files()
        if form.errors:
            return self.shown(request, form=form, status=422)
        return self.entered(request, form)

    def groups_of(self, request):
        """The groups for which she may enter something."""
        groups = ActionGroup.objects.managed_by(request.user).order_by("name", "pk")
        return [one for one in groups if may(request.user, self.added_by, one.pk)]

    def chosen_group(self, request):
        """The one in the address, or the only one there is."""
        groups = self.groups_of(request)
        asked = request.GET.get("group", "")
        if asked:
            found = [one for one in groups if str(one.pk) == asked]
            if not found:
                raise Http404
            return found[0]
        return groups[0] if len(groups) == 1 else None

    def empty_form(self, group):
        initial = {
            "key": new_form_key(),
            "language": get_language(),
            "paper_version": CONSENT_VERSION,
            "signed_on": group.today,
        }
        return AssistedForm(initial=initial, group=group)

    def shown(self, request, *, status=200, form=None, groups=()):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Enter for somebody"),
            "opts": self.opts,
            "form": form,
            "groups_offered": groups,
            "places": labels_of(form.group) if form else [],
            "sheets": [(one, signed(one)) for one in form.kept_sheets] if form else [],
        }
        return TemplateResponse(request, self.enter_template, context, status=status)

    def entered(self, request, form):
        places = labels_of(form.group)
        submission = enter_for_person(
            key=form.cleaned_data["key"],
            photos=[row.entered(places) for row in form.rows],
            sheets=form.kept_sheets,
            answers=form.answers,
            signed=form.signed_moment,
            by=request.user,
        )
        count_again()
        name = "admin:interest_forms_submission_slip"
        return HttpResponseRedirect(reverse(name, args=[submission.pk]))

    # ---- The papers and the slip

    def blank_view(self, request):
        """The paper to print before the meeting, in the language that is asked for."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = request.GET.get("language", get_language())
        language = asked if asked in AUTONYMS else settings.LANGUAGE_CODE
        form = RightsAndPeople()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Paper to sign"),
            "opts": self.opts,
            "language": language,
            "languages": AUTONYMS.items(),
            "questions": [form[name] for name in ON_PAPER],
            "consent": consent_text(CONSENT_VERSION, language),
            "version": CONSENT_VERSION,
        }
        return TemplateResponse(request, self.blank_template, context)

    def paper_view(self, request, submission_id, paper_id):
        """The signed paper, for the staff of the submission's group alone."""
        submission = self.get_object(request, str(submission_id))
        sheet = get_object_or_404(submission.paper_consents, pk=paper_id)
        return sheet_response(sheet, submission.code)

    def slip_view(self, request, submission_id):
        """To print and hand over: code, day and address of the receipt."""
        submission = self.get_object(request, str(submission_id))
        address = settings.SITE_URL + submission.get_absolute_url()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Slip for %(code)s") % {"code": submission},
            "opts": self.opts,
            "submission": submission,
            "address": address,
            "qr": qr_svg(address),
            "next_url": self.next_url(submission),
        }
        return TemplateResponse(request, self.slip_template, context)

    def next_url(self, submission):
        page = reverse("admin:interest_forms_submission_add")
        return f"{page}?group={submission.group_id}"
