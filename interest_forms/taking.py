"""Pages whose forms hold photos: each is written to the store while it arrives."""

from django.views.generic import View

from interest_forms.uploads import OriginalUploadHandler


class TakesPhotos(View):
    """Mixed into a view with a form, before Django's own."""

    def dispatch(self, request, *args, **kwargs):
        self.uploads = OriginalUploadHandler(request)
        if request.method == "POST":
            request.upload_handlers = [self.uploads]
        try:
            return super().dispatch(request, *args, **kwargs)
        finally:
            # The sender's connection may have broken in the middle of a file.
            self.uploads.upload_interrupted()
