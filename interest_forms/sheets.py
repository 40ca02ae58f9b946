"""Photographs of signed papers in a form of the staff: taken once, kept over faults."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.signed_days import check_signed
from interest_forms.fields import PhotosField
from interest_forms.uploads import fault_text, unsigned
from partners.models import ActionGroup
from places.actions import KeptFile


class WithSheets(forms.Form):
    """Sheets that came now join those kept from the last try (`kept_sheets`)."""

    signed_on = forms.DateField(
        label=_("Signed on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sheets = PhotosField(
        label=_("Photograph or scan of the signed paper"), required=False
    )

    # Whose sheets they are.
    group: ActionGroup

    def __init__(self, *args, posted=None, **kwargs):
        super().__init__(*args, **kwargs)
        tokens = posted.getlist("kept_sheets") if posted else []
        self.kept_sheets: list[KeptFile] = [one for one in map(unsigned, tokens) if one]

    def clean_signed_on(self) -> date:
        day = self.cleaned_data["signed_on"]
        check_signed(day, self.group.zone)
        return day

    @property
    def signed_moment(self) -> datetime:
        """The day on the paper; nobody writes the hour."""
        noon = datetime.combine(self.cleaned_data["signed_on"], time(12))
        return timezone.make_aware(noon)

    def take_sheets(self) -> None:
        """Put what came now beside what is here, and say what could not be kept."""
        for upload in self.files.getlist("sheets"):
            self.take(upload.received, "sheets", self.kept_sheets.append)

    def take(self, received, field, keep) -> None:
        if received.kept is None:
            self.add_error(field, f"{received.name}: {fault_text(received.fault)}")
        else:
            keep(received.kept)

    def check_sheets(self) -> None:
        if not self.kept_sheets:
            self.add_error("sheets", _("Add the photograph of the signed paper."))
