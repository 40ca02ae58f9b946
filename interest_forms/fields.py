"""Fields of the residents' forms."""

from django import forms

ACCEPTED = ("jpeg", "png", "webp", "heic", "heif", "avif")


class Hint(forms.Field):
    """An answer a link or the page's script gave, and that nobody sees.

    When it is wrong, or a place was hidden meanwhile, it is left out: the sender could
    not mend it.
    """

    def clean(self, value):
        try:
            return super().clean(value)
        except forms.ValidationError:
            return None


class HintChoice(Hint, forms.ModelChoiceField):
    """A row of the portal."""


class HintNumber(Hint, forms.FloatField):
    """A coordinate."""


class HintInteger(Hint, forms.IntegerField):
    """A whole number."""


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)

    def value_omitted_from_data(self, data, files, name):
        return False


class PhotosField(forms.Field):
    """Several uploads, each of which is kept or says its fault."""

    widget = PhotosInput(
        attrs={"accept": ",".join(f"image/{kind}" for kind in ACCEPTED)}
    )

    def clean(self, value):
        return [upload.received for upload in value or []]


class SettlementChoice(forms.Widget):
    """A village is one of the answers to "where": the place `s` and its number."""

    def value_from_datadict(self, data, files, name):
        chosen = data.get("place", "")
        return chosen[1:] if chosen.startswith("s") else ""
