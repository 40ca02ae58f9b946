"""The form with which staff keep a route."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from places.routes.actions import set_line
from places.routes.drawn import MOST_POINTS, read_drawn, written, written_simpler
from places.routes.gpx import UnreadableTrack, read_gpx
from places.routes.kept_file import KeptFile, KeptFileInput


class DrawnLine(forms.Textarea):
    """Points as text; `admin_theme/draw.js` draws the map over them."""

    template_name = "admin/includes/draw_line.html"
    # The line of a file with more points than are changed by hand, in fewer of them.
    simpler = ""

    class Media:
        css = {"all": ["leaflet/leaflet.css", "css/map.css", "admin_theme/draw.css"]}
        js = ["leaflet/leaflet.js"]

    def get_context(self, name, value, attrs):
        more = {"simpler": self.simpler, "most": MOST_POINTS}
        return super().get_context(name, value, attrs) | more

    def _render(self, template_name, context, renderer=None):
        """From the project's templates, where the map's parts lie too."""
        return render_to_string(template_name, context)


class DrawnField(forms.CharField):
    """Browsers send rows with ends of their own: that is no change."""

    def to_python(self, value):
        return "\n".join(super().to_python(value).splitlines())


class RouteForm(forms.ModelForm):
    """A route; its line comes from a GPX file, or is drawn."""

    gpx = forms.FileField(
        label=_("GPX file"),
        required=False,
        widget=KeptFileInput(attrs={"accept": ".gpx,application/gpx+xml"}),
        help_text=_(
            "The track of a device or a planner. It replaces the line that is there."
            " Names and times in the file are not kept."
        ),
    )
    drawn = DrawnField(
        label=_("Line drawn by hand"),
        required=False,
        widget=DrawnLine(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "One point a row, latitude and longitude, such as 42.337, 23.558; a third"
            " number is the height in metres. Where heights are missing, no ascent is"
            " told. Clicks on the map write the rows."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Who only reads a route has neither field.
        if "drawn" in self.fields:
            self.initial["drawn"] = written(self.instance)
            if self.instance.line and not self.initial["drawn"]:
                self.fields["drawn"].widget.simpler = written_simpler(self.instance)

    def clean_gpx(self):
        file = self.cleaned_data["gpx"]
        if file is None:
            return None
        if file.size > settings.HUB_GPX_MAX_BYTES:
            most = filesizeformat(settings.HUB_GPX_MAX_BYTES)
            message = _("The file is too large: at most %(most)s.") % {"most": most}
            raise ValidationError(message)
        self._take_line(lambda: read_gpx(file.chunks()))
        widget = self.fields["gpx"].widget
        widget.kept = widget.kept or KeptFile.of(file)
        return file

    def clean_drawn(self):
        text = self.cleaned_data["drawn"]
        if "drawn" not in self.data or "drawn" not in self.changed_data:
            return text
        if "gpx" in self.changed_data:
            message = _("The line comes from the file or from here: leave one out.")
            raise ValidationError(message)
        self._take_line(lambda: read_drawn(text))
        return text

    def _take_line(self, read):
        try:
            set_line(self.instance, read())
        except UnreadableTrack as problem:
            raise ValidationError(str(problem)) from problem
