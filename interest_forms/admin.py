"""The moderators' desk: the queue, and one page for each submission."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.forms.utils import flatatt
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hub.shared.admin import OwnedAdmin, ScopedFilter
from hub.shared.roles import DECIDES
from interest_forms import queue
from interest_forms.decisions import Desk
from interest_forms.models import Submission
from interest_forms.review import review_context
from places.actions import approve_photos
from places.models import Photo
from places.obstacles import obstacles
from places.staff_pictures import picture_response


@admin.register(Submission)
class SubmissionAdmin(OwnedAdmin):
    """Submissions to her own groups; what waits first, the oldest on top."""

    changed_by = DECIDES
    list_display = [
        "pictures",
        "code_shown",
        "age",
        "where",
        "pending",
        "sender",
        "language",
    ]
    list_display_links = ["code_shown"]
    list_filter = [queue.LaneFilter, ("group", ScopedFilter), "language"]
    list_select_related = ["place", "territory__parent", "group"]
    search_fields = ["code", "place__search", "place_text"]
    ordering = ["received", "pk"]
    actions = [*OwnedAdmin.actions, "approve"]
    show_full_result_count = False
    export_fields = ["code", "received", "where", "language", "rights", "pending"]
    review_template = "admin/interest_forms/submission/review.html"

    def get_queryset(self, request):
        found = super().get_queryset(request).with_counts()
        return found.prefetch_related(queue.thumbnails_of(request.user))

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("photos"))
    def pictures(self, obj):
        return queue.strip(obj)

    @admin.display(description=_("code"), ordering="code")
    def code_shown(self, obj):
        return str(obj)

    @admin.display(description=_("place"))
    def where(self, obj):
        return obj.place or obj.territory or obj.place_text or "–"

    @admin.display(description=_("name under the photo"))
    def sender(self, obj):
        return obj.get_credit_kind_display()

    @admin.display(description=_("waits"), ordering="received")
    def age(self, obj):
        return queue.age_badge(obj)

    @admin.display(description=_("to decide"), ordering="pending_count")
    def pending(self, obj):
        return f"{obj.pending_count} / {obj.photo_count}"

    @admin.action(
        description=_("Approve all waiting photos of the selected"),
        permissions=["change"],
    )
    def approve(self, request, queryset):
        mine = self.within_role(request, queryset.filter(held=""))
        photos = self.decidable(request).filter(
            submission__in=list(mine.values_list("pk", flat=True))
        )
        count = approve_photos(photos.pending(), by=request.user)
        done = ngettext("%d photo approved.", "%d photos approved.", count) % count
        self.message_user(request, done)
        for reason in obstacles(photos.pending()):
            self.message_user(request, reason, messages.WARNING)

    def decidable(self, request):
        """Photos of the groups in which she decides."""
        photos = Photo.objects.all()
        return self.within_role(request, photos)

    # ---- One submission

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
        place = Submission._meta.get_field("place")  # noqa: SLF001 -- the public way
        choice = AutocompleteSelect(place, self.admin_site)
        context = {
            **self.admin_site.each_context(request),
            **review_context(submission, request.user),
            "title": _("Submission %(code)s") % {"code": submission},
            "opts": self.opts,
            "may_decide": self.has_change_permission(request, submission),
            "undo": request.session.get("undo"),
            "place_attributes": flatatt(choice.build_attrs({}, {})),
            "media": self.media + choice.media,
        }
        return TemplateResponse(request, self.review_template, context)

    def decide_view(self, request, submission_id):
        """Do what a button of the page says, then show the next in the queue."""
        submission = self.get_object(request, str(submission_id))
        if not self.has_change_permission(request, submission):
            raise PermissionDenied
        desk = Desk(submission, request.user, request.POST, self.decidable(request))
        outcome = desk.act()
        messages.add_message(request, outcome.level, outcome.text)
        if outcome.undo:
            request.session["undo"] = {"submission": submission.pk, **outcome.undo}
        else:
            request.session.pop("undo", None)
        return HttpResponseRedirect(self.after(request, submission, outcome))

    def after(self, request, submission, outcome):
        """The same page while something is left to decide here, else the next."""
        here = reverse("admin:interest_forms_submission_change", args=[submission.pk])
        waiting = submission.photos.pending().exists()
        if not outcome.is_decision or waiting:
            return here
        following = queue.queue_of(request.user)
        count = following.count()
        if not count:
            self.message_user(request, _("The queue is empty. Thank you!"))
            return here
        left = ngettext("%d left in the queue.", "%d left in the queue.", count)
        self.message_user(request, left % count)
        return reverse(
            "admin:interest_forms_submission_change", args=[following.first().pk]
        )
