"""A point in a form: two numbers, and a map over them where there is JavaScript."""

from django import forms
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _


class LonLatWidget(forms.MultiWidget):
    """Longitude and latitude; `admin_theme/point.js` draws the map."""

    template_name = "admin/includes/lon_lat.html"

    class Media:
        css = {"all": ["leaflet/leaflet.css", "css/map.css"]}
        js = ["leaflet/leaflet.js"]

    def __init__(self, attrs=None):
        step = {"step": "any", "inputmode": "decimal"}
        lon = forms.NumberInput({**step, "min": -180, "max": 180})
        lat = forms.NumberInput({**step, "min": -90, "max": 90})
        super().__init__({"lon": lon, "lat": lat}, attrs)

    def decompress(self, value):
        return [round(value.x, 6), round(value.y, 6)] if value else [None, None]

    def _render(self, template_name, context, renderer=None):
        """From the project's templates, where the map's parts lie too."""
        return render_to_string(template_name, context)


class LonLatField(forms.MultiValueField):
    """Gives a point in WGS 84, or nothing when both numbers are empty."""

    widget = LonLatWidget
    default_error_messages = {
        "off_earth": _("Longitude is between -180 and 180, latitude -90 and 90."),
        "incomplete": _("Write both longitude and latitude."),
    }

    # What a geometry field of a model asks of its form field, and two numbers need not.
    NOT_OURS = ("geom_type", "max_geom_collections", "max_geom_vertices")

    def __init__(self, *, srid=4326, required=True, **kwargs):
        self.srid = srid
        for name in self.NOT_OURS:
            kwargs.pop(name, None)
        fields = [forms.FloatField(required=False), forms.FloatField(required=False)]
        super().__init__(
            fields=fields, required=required, require_all_fields=False, **kwargs
        )

    def compress(self, data_list):
        lon, lat = data_list or [None, None]
        if lon is None and lat is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if lon is None or lat is None:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise ValidationError(self.error_messages["off_earth"], code="off_earth")
        return Point(lon, lat, srid=self.srid)
