"""Forms of the desk for old maps: the scan, and the points of a sheet."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.maps.fitting import MOST_POINTS, Tie
from places.maps.scans import sniff
from places.models import HistoricMap
from places.models.maps import LATITUDE, LONGITUDE

HEAD = 16
EMPTY_ROWS = 6


class ScanForm(forms.Form):
    """One file: its beginning tells whether it may be a scan."""

    scan = forms.FileField(
        label=gettext_lazy("Scan"),
        help_text=gettext_lazy("JPEG, PNG or TIFF, up to 100 megapixels and 250 MB"),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/tiff,.tif,.tiff"}
        ),
    )

    def clean_scan(self):
        scan = self.cleaned_data["scan"]
        if scan.size > settings.HUB_SCAN_MAX_BYTES:
            message = _("The file is too large: %(size)s. Up to %(most)s are taken.")
            sizes = (scan.size, settings.HUB_SCAN_MAX_BYTES)
            size, most = map(filesizeformat, sizes)
            raise ValidationError(message % {"size": size, "most": most})
        self.cleaned_data["kind"] = sniff(scan.read(HEAD))
        scan.seek(0)
        if self.cleaned_data["kind"] is None:
            raise ValidationError(_("This is not a JPEG, PNG or TIFF file."))
        return scan


class Number(forms.FloatField):
    """A coordinate in a narrow field."""

    def __init__(self, label, validators, **options):
        super().__init__(label=label, **options)
        self.validators += validators
        self.widget.attrs.update(step="any", inputmode="decimal")


class PointForm(forms.Form):
    """One spot on the scan and on Earth."""

    x = Number(gettext_lazy("right, in pixels"), [MinValueValidator(0)])
    y = Number(gettext_lazy("down, in pixels"), [MinValueValidator(0)])
    lon = Number(gettext_lazy("longitude"), LONGITUDE)
    lat = Number(gettext_lazy("latitude"), LATITUDE)

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        for name, most in (("x", sheet.width), ("y", sheet.height)):
            self.fields[name].validators.append(MaxValueValidator(most))

    def tie(self):
        names = ("x", "y", "lon", "lat")
        return Tie(*(self.cleaned_data[name] for name in names))


class BasePointFormSet(forms.BaseFormSet):
    """All points of a sheet; rows that are left empty or ticked away are none."""

    deletion_widget = forms.CheckboxInput

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("remove")

    def ties(self):
        filled = [form for form in self.forms if form not in self.deleted_forms]
        return [form.tie() for form in filled if form.has_changed()]

    def clean(self):
        if any(self.errors):
            return
        spots = [(tie.x, tie.y) for tie in self.ties()]
        if len(set(spots)) < len(spots):
            raise ValidationError(_("Two points are at the same spot of the scan."))


PointFormSet = forms.formset_factory(
    PointForm,
    BasePointFormSet,
    extra=EMPTY_ROWS,
    can_delete=True,
    max_num=MOST_POINTS,
    validate_max=True,
)


class FitForm(forms.Form):
    """How the sheet is bent between its points."""

    transformation = forms.ChoiceField(
        label=gettext_lazy("How the sheet is fitted"),
        choices=HistoricMap.Transformation,
    )
    margins = forms.BooleanField(
        label=gettext_lazy("Forget the edge: show the margins of the sheet, too"),
        required=False,
    )

    def __init__(self, *args, sheet, **kwargs):
        initial = {"transformation": sheet.transformation}
        super().__init__(*args, initial=initial, **kwargs)
        if not sheet.mask:
            del self.fields["margins"]
