"""The forms by which attendance is taken."""

import uuid

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from events.attendance.actions import Seen
from events.attendance.photographs import KeptPhoto, keep
from events.models import Attendance, Attendee, HeadCount
from hub.shared.numbers import id_of
from hub.shared.text import fold

# What a hall holds; more is a slip of the finger.
MOST_HEADS = 20_000


class PersonForm(forms.ModelForm):
    """A person who is there: her name is enough."""

    gender = forms.ChoiceField(
        label=_("woman or man"),
        choices=[("", _("not asked")), *Attendance.Gender.choices],
        required=False,
    )
    is_under_30 = forms.BooleanField(label=_("under 30 years"), required=False)
    nonce = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Attendee
        fields = ["name", "village", "organisation"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["nonce"].initial = uuid.uuid4
        for name in self.Meta.fields:
            # The browser would offer what was typed of other people.
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["village"].widget.attrs["list"] = "villages"
        self.fields["organisation"].widget.attrs["list"] = "organisations"

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not fold(name):
            raise forms.ValidationError(_("This is no name: write it in letters."))
        return name

    def validate_unique(self):
        """A person the group knows already is welcome."""

    @property
    def is_empty(self) -> bool:
        """Nothing is typed."""
        return not any(self[name].value() for name in self.Meta.fields)

    @property
    def seen(self) -> Seen:
        data = self.cleaned_data
        names = (*self.Meta.fields, "gender", "is_under_30")
        return Seen(**{name: data[name] for name in names})


class SheetForm(forms.Form):
    """The photograph of a sheet that people signed."""

    photo = forms.FileField(
        label=_("Photograph of the sheet"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def clean_photo(self) -> KeptPhoto:
        """What lies in the store now; refused is what no browser would show."""
        photo = self.cleaned_data["photo"]
        if photo.size > settings.HUB_PHOTO_MAX_BYTES:
            told = _("The file is larger than 25 MB. Send a smaller copy.")
            raise forms.ValidationError(told)
        kept = keep(photo.chunks())
        if kept is None:
            told = _("This is no picture we can show. Save it as JPEG, PNG or WebP.")
            raise forms.ValidationError(told)
        return kept


class HeadCountForm(forms.ModelForm):
    """How many people sit there."""

    class Meta:
        model = HeadCount
        fields = ["number"]

    number = forms.IntegerField(
        label=_("How many people are there?"), min_value=0, max_value=MOST_HEADS
    )


class CodeForm(forms.Form):
    """The code of a registration: as the phone read it, or its number as typed."""

    code = forms.CharField(
        label=_("Number or code"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "done"}),
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput)
    taken = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["nonce"].initial = uuid.uuid4

    def registration_in(self, registered):
        """Whose code it is, of those who registered; `None`: of none of them."""
        code = self.cleaned_data["code"].strip("/ ").rpartition("/")[2]
        if number := id_of(code):
            return registered.filter(pk=number).first()
        return registered.with_token(code).first()
