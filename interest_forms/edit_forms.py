"""The numbers behind the picture editor, which works without JavaScript too."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from places.photos.edits import (
    LEAST_CROP,
    LEAST_HIDDEN,
    MOST_HIDDEN,
    MOST_TILT,
    Area,
    Edits,
    WrongEdits,
)

SIDES = ("left", "top", "width", "height")


class PercentField(forms.FloatField):
    """A share of the picture's width or height, 0 to 100."""

    def __init__(self, **kwargs):
        super().__init__(required=False, min_value=0, max_value=100, **kwargs)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "step": "0.1", "inputmode": "decimal"}


class AreaForm(forms.Form):
    """One rectangle in per cent of the upright original; left empty, there is none."""

    left = PercentField(label=_("from the left, %"))
    top = PercentField(label=_("from the top, %"))
    width = PercentField(label=_("width, %"))
    height = PercentField(label=_("height, %"))

    def __init__(self, *args, area=None, least=LEAST_HIDDEN, **kwargs):
        values = area.values if area else []
        initial = {
            side: f"{100 * value:.4g}"
            for side, value in zip(SIDES, values, strict=False)
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.least = least
        self.area = None

    def clean(self):
        values = [self.cleaned_data.get(side) for side in SIDES]
        if self.errors or values == [None] * len(SIDES):
            return
        if None in values:
            raise forms.ValidationError(_("Write all four numbers, or none."))
        try:
            self.area = Area.of([value / 100 for value in values], self.least)
        except WrongEdits:
            outside = _("This part reaches out of the picture, or is too small.")
            raise forms.ValidationError(outside) from None


class TurnForm(forms.Form):
    turn = forms.TypedChoiceField(
        label=_("Turn"),
        coerce=int,
        choices=[
            (0, _("not at all")),
            (1, _("a quarter to the right")),
            (2, _("upside down")),
            (3, _("a quarter to the left")),
        ],
    )
    tilt = forms.FloatField(
        label=_("Straighten (degrees; to the left with a minus)"),
        required=False,
        min_value=-MOST_TILT,
        max_value=MOST_TILT,
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )


class EditorForm:
    """How a picture is turned, what is left of it, and what is hidden in it."""

    def __init__(self, edits: Edits, data: Mapping[str, str] | None = None) -> None:
        hidden = [*edits.hidden, *[None] * MOST_HIDDEN][:MOST_HIDDEN]
        self.turn = TurnForm(data, initial={"turn": edits.turn, "tilt": edits.tilt})
        self.crop = AreaForm(data, prefix="crop", area=edits.crop, least=LEAST_CROP)
        self.hidden = [
            AreaForm(data, prefix=f"hide-{number}", area=area)
            for number, area in enumerate(hidden)
        ]

    def is_valid(self) -> bool:
        # Every part is asked, so that every part shows its faults.
        parts: list[forms.Form] = [self.turn, self.crop, *self.hidden]
        return all([part.is_valid() for part in parts])  # noqa: C419 -- see above

    @property
    def edits(self) -> Edits:
        hidden = tuple(part.area for part in self.hidden if part.area)
        turned = self.turn.cleaned_data
        tilt = round(turned["tilt"] or 0, 1)
        return Edits(hidden, self.crop.area, turned["turn"], tilt)
