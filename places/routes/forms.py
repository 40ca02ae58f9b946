"""The form with which staff keep a route."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from places.routes.actions import set_line
from places.routes.gpx import UnreadableTrack, read_gpx


class RouteForm(forms.ModelForm):
    """A route; its line comes from a GPX file."""

    gpx = forms.FileField(
        label=_("GPX file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".gpx,application/gpx+xml"}),
        help_text=_(
            "The track of a device or a planner. It replaces the line that is there."
            " Names and times in the file are not kept."
        ),
    )

    def clean_gpx(self):
        file = self.cleaned_data["gpx"]
        if file is None:
            return None
        if file.size > settings.HUB_GPX_MAX_BYTES:
            most = filesizeformat(settings.HUB_GPX_MAX_BYTES)
            message = _("The file is too large: at most %(most)s.") % {"most": most}
            raise ValidationError(message)
        try:
            set_line(self.instance, read_gpx(file.chunks()))
        except UnreadableTrack as problem:
            raise ValidationError(str(problem)) from problem
        return file
