"""The page on which a moderator crops, turns or hides a part of one picture."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from hub.shared.admin import OwnedAdmin
from interest_forms.edit_forms import EditorForm
from places.editing import edit_photo
from places.models import Photo
from places.photos.edits import UNEDITED
from places.staff_pictures import picture_before_edits


class EditViews(OwnedAdmin):
    """For the admin of submissions, which knows on which photos one may decide."""

    edit_template = "admin/interest_forms/submission/edit.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:submission_id>/photos/<int:photo_id>/edit/",
                wrap(self.edit_view),
                name="interest_forms_submission_edit",
            ),
            path(
                "<int:submission_id>/photos/<int:photo_id>/before/",
                wrap(self.before_view),
                name="interest_forms_submission_before",
            ),
            *super().get_urls(),
        ]

    def edit_view(self, request, submission_id, photo_id):
        """Show the picture as it came, and keep what is to be changed about it."""
        submission, photo = self.to_edit(request, submission_id, photo_id)
        editor = EditorForm(photo.instructions, request.POST or None)
        if request.method == "POST":
            is_reset = request.POST.get("act") == "reset"
            if is_reset or editor.is_valid():
                edits = UNEDITED if is_reset else editor.edits
                return self.edited(request, submission, photo, edits)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Edit the picture"),
            "opts": self.opts,
            "submission": submission,
            "photo": photo,
            "editor": editor,
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, self.edit_template, context, status=status)

    def before_view(self, request, submission_id, photo_id):
        """The picture as it came, to draw upon."""
        _submission, photo = self.to_edit(request, submission_id, photo_id)
        return picture_before_edits(photo)

    def to_edit(self, request, submission_id, photo_id):
        """The submission and one photo of it, if she may decide on them."""
        submission = self.get_object(request, str(submission_id))
        if not self.has_change_permission(request, submission):
            raise PermissionDenied
        photos = self.decidable(request).filter(state__in=Photo.KEPT)
        return submission, get_object_or_404(photos, pk=photo_id, submission=submission)

    def edited(self, request, submission, photo, edits):
        if edit_photo(photo, edits=edits, by=request.user):
            made = _(
                "The picture is being made anew. Nobody sees the old one any more."
            )
            messages.success(request, made)
        else:
            messages.info(request, _("Nothing was changed."))
        name = "admin:interest_forms_submission_change"
        return HttpResponseRedirect(
            reverse(name, args=[submission.pk]) + f"#photo-{photo.pk}"
        )
