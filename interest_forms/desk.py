"""The desk: one submission at a time, as a page or, without a reload, as its part."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.forms.utils import flatatt
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hub.shared.admin import OwnedAdmin
from interest_forms import queue
from interest_forms.counters import count_again, one_less, tally_of
from interest_forms.decisions import Desk, Outcome
from interest_forms.models import LastDecision, Submission
from interest_forms.review import review_context
from interest_forms.undo import undo_decision
from places.models import Photo
from places.staff_pictures import picture_response

LEVELS = {
    messages.SUCCESS: "success",
    messages.WARNING: "warning",
    messages.ERROR: "error",
}


class DeskAdmin(OwnedAdmin):
    """The views of one submission.

    With a script the page asks for `?part`: the same without its frame, no reload; and
    it sends decisions with `Accept: application/json`, answered by what to say and
    where to go on. Without one each of them is a page or a redirect.
    """

    review_template = "admin/interest_forms/submission/review.html"
    part_template = "admin/interest_forms/submission/desk.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:submission_id>/pictures/<int:photo_id>/<int:width>/",
                wrap(self.picture_view),
                name="interest_forms_submission_picture",
            ),
            path(
                "<int:submission_id>/decide/",
                require_POST(wrap(self.decide_view)),
                name="interest_forms_submission_decide",
            ),
            path(
                "undo/",
                require_POST(wrap(self.undo_view)),
                name="interest_forms_submission_undo",
            ),
            *super().get_urls(),
        ]

    def picture_view(self, request, submission_id, photo_id, width):
        """One size of one photo, for the staff of its group."""
        submission = self.get_object(request, str(submission_id))
        photos = Photo.objects.managed_by(request.user)
        photo = get_object_or_404(photos, pk=photo_id, submission=submission)
        return picture_response(photo, width)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one submission: all that is known, and the decisions."""
        submission = self.get_object(request, object_id)
        part = self.part_context(request, submission)
        if "part" in request.GET:
            # With a script, places are searched for, not listed.
            part["places"] = [submission.place] if submission.place else []
            return TemplateResponse(request, self.part_template, part)
        last = LastDecision.objects.offered_to(request.user).first()
        context = {
            **self.admin_site.each_context(request),
            **part,
            "opts": self.opts,
            "undo": last,
            "media": self.media + self.place_choice().media,
        }
        return TemplateResponse(request, self.review_template, context)

    def part_context(self, request, submission) -> dict[str, Any]:
        line = self.line(request)
        return {
            **review_context(submission, request.user),
            **queue.position(line, submission, total=self.total(request)),
            "title": _("Submission %(code)s") % {"code": submission},
            "may_decide": self.has_change_permission(request, submission),
            "place_attributes": flatatt(self.place_choice().build_attrs({}, {})),
            "decide_url": self.address("decide", request, submission.pk),
            "desk_query": self.desk_query(request),
        }

    def place_choice(self):
        place = Submission._meta.get_field("place")  # noqa: SLF001 -- the public way
        return AutocompleteSelect(place, self.admin_site)

    def decide_view(self, request, submission_id):
        """Do what a button of the page says, then show the next in the queue."""
        submission = self.get_object(request, str(submission_id))
        if not self.has_change_permission(request, submission):
            raise PermissionDenied
        photos = self.decidable(request)
        outcome = Desk(submission, request.user, request.POST, photos).act()
        waits = photos.pending().filter(submission=submission).exists()
        if not outcome.is_decision or waits:
            count_again()
            return self.told(request, outcome, submission.pk)
        one_less(request.user, submission)
        line = self.line(request)
        following = queue.following(line, submission)
        if following is None:
            empty = _("The queue is empty. Thank you!")
            outcome = replace(outcome, text=f"{outcome.text} {empty}")
            return self.told(request, outcome, submission.pk)
        # The part of the next one was loaded when this one was still before it.
        found = queue.position(line, following, total=self.total(request))
        return self.told(request, outcome, following.pk, found["standing"])

    def undo_view(self, request):
        """Take back what she decided last, and show it again."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        restored = undo_decision(by=request.user, photos=self.decidable(request))
        count = len(restored)
        if not count:
            outcome = Outcome(
                _("It is too late to take this back: look at it again."),
                messages.WARNING,
            )
            return self.told(request, outcome, None)
        done = ngettext(
            "Taken back: %d photo waits again.",
            "Taken back: %d photos wait again.",
            count,
        )
        count_again()
        submissions = {photo.submission_id for photo in restored}
        where = submissions.pop() if len(submissions) == 1 else None
        return self.told(request, Outcome(done % count), where)

    def told(self, request, outcome, submission_id, standing=None):
        """Say what happened, and go to this submission (`None`: to the queue)."""
        if submission_id is None:
            url = reverse("admin:interest_forms_submission_changelist")
        else:
            url = self.address("change", request, submission_id)
        wants_page = request.accepts("text/html")
        if wants_page or submission_id is None:
            messages.add_message(request, outcome.level, outcome.text)
        if wants_page:
            return HttpResponseRedirect(url)
        last = LastDecision.objects.offered_to(request.user).first()
        counters = {"queue": tally_of(request.user)}
        return JsonResponse(
            {
                "text": outcome.text,
                "level": LEVELS[outcome.level],
                "url": url,
                "standing": standing,
                "quiet": last.seconds_left if last else 0,
                "undo": last is not None,
                "counters": render_to_string("admin/includes/counters.html", counters),
            }
        )

    def decidable(self, request):
        """Photos of the groups in which she decides."""
        photos = Photo.objects.all()
        return self.within_role(request, photos)

    # ---- The list she came from: her choice of filters goes with her

    def chosen(self, request):
        return queue.chosen(request.GET.get("_changelist_filters", ""))

    def line(self, request):
        """What waits, as far as her filters let it through."""
        return queue.queue_of(request.user, self.chosen(request))

    def total(self, request):
        """How much waits, where that is known without counting."""
        return None if self.chosen(request) else tally_of(request.user)["waiting"]

    def desk_query(self, request):
        kept = self.get_preserved_filters(request)
        return f"?{kept}" if kept else ""

    def address(self, view, request, submission_id):
        name = f"admin:interest_forms_submission_{view}"
        return reverse(name, args=[submission_id]) + self.desk_query(request)
