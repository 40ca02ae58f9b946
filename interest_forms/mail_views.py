"""The page behind the link in every letter: yes, it is mine; or no more letters."""

from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from hub.shared.pages import unlisted
from interest_forms.contacts import confirm_contact, refuse_letters
from interest_forms.mailing import submission_of_link

ACTS = {"confirm": confirm_contact, "refuse": refuse_letters}


@method_decorator([csrf_exempt, unlisted], name="dispatch")
class MailLink(View):
    """Opening the link changes nothing: programs open links, too. A button does."""

    def get(self, request, signed):
        return self.page(request, submission_of_link(signed))

    def post(self, request, signed):
        submission = submission_of_link(signed)
        act = ACTS.get(request.POST.get("act", ""))
        if submission and act:
            act(submission)
        return self.page(request, submission, done=request.POST.get("act"))

    def page(self, request, submission, done=""):
        context = {"submission": submission, "done": done}
        status = 200 if submission else 404
        return render(request, "interest_forms/mail.html", context, status=status)
