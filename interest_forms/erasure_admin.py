"""The page on which a coordinator erases one person, after seeing what goes."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.shared.roles import COORDINATES
from interest_forms.counters import count_again
from interest_forms.desk import DeskAdmin
from interest_forms.erasure import erase, erasure_of, of_same_person
from interest_forms.models import Submission


class ErasureAdmin(DeskAdmin):
    """For coordinators of the submission's group, and superusers."""

    erase_template = "admin/interest_forms/submission/erase.html"

    def get_urls(self):
        return [
            path(
                "<int:submission_id>/erase/",
                self.admin_site.admin_view(self.erase_view),
                name="interest_forms_submission_erase",
            ),
            *super().get_urls(),
        ]

    def part_context(self, request, submission):
        may_erase = self.may(request, COORDINATES, submission)
        return {**super().part_context(request, submission), "may_erase": may_erase}

    def erase_view(self, request, submission_id):
        """Show what would go, and let it go when that is confirmed."""
        submission = self.get_object(request, str(submission_id))
        if not self.may(request, COORDINATES, submission):
            raise PermissionDenied
        mine = self.within_role(request, Submission.objects.all(), COORDINATES)
        others = list(of_same_person(submission, mine))
        chosen = self.chosen_rows(request, submission, others)
        going = erasure_of(chosen, by=request.user)
        foreign = self.foreign_photos(request, going)
        if request.method == "POST" and "confirmed" in request.POST and not foreign:
            return self.erased(request, erase(chosen, by=request.user))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Erase a person's data"),
            "opts": self.opts,
            "submission": submission,
            "others": [(row, row in chosen) for row in others],
            "going": going,
            "foreign": foreign,
            "unconfirmed": request.method == "POST" and "count" not in request.POST,
        }
        return TemplateResponse(request, self.erase_template, context)

    def chosen_rows(self, request, submission, others):
        """This one, and those ticked: at first those with the same contact."""
        if request.method == "POST":
            ticked = set(request.POST.getlist("with"))
            return [submission, *(row for row in others if str(row.pk) in ticked)]
        contact = submission.contact.lower()
        alike = [row for row in others if contact and row.contact.lower() == contact]
        return [submission, *alike]

    def foreign_photos(self, request, going):
        """How many of the photos belong to a group for which she cannot decide."""
        return sum(not self.may(request, COORDINATES, photo) for photo in going.photos)

    def erased(self, request, gone):
        count_again()
        count = len(gone.photos)
        done = ngettext(
            "Erased: the person's data and %d photo.",
            "Erased: the person's data and %d photos.",
            count,
        )
        self.message_user(request, done % count)
        return HttpResponseRedirect(
            reverse("admin:interest_forms_submission_changelist")
        )
