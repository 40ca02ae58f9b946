"""Photos in a resident's form: none is lost when the form is not accepted."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from interest_forms.fields import PhotosField
from interest_forms.uploads import fault_text, unsigned
from places.actions import KeptFile


class KeptPhotos(forms.Form):
    """Mixed into a form: what was chosen now, and what is with us from the last try."""

    are_needed = True

    photos = PhotosField(label=_("Your photos"), required=False)

    def __init__(self, *args, kept=(), **kwargs):
        super().__init__(*args, **kwargs)
        files = [file for file in map(unsigned, kept) if file]
        # The same picture may have been chosen, and have come, more than once.
        self.files_kept: list[KeptFile] = list({f.sha256: f for f in files}.values())
        # Kept for a day only: the sender has to choose them again.
        self.files_lost = len(kept) - len(files)

    @property
    def too_many(self) -> forms.ValidationError:
        most = settings.HUB_PHOTOS_PER_FORM
        words = ngettext(
            "One form holds at most %(most)d photo. Take some out.",
            "One form holds at most %(most)d photos. Take some out.",
            most,
        )
        return forms.ValidationError(words % {"most": most})

    def clean_photos(self):
        """Files that came now join those kept from the last try."""
        problems = []
        for received in self.cleaned_data["photos"]:
            if received.kept is None:
                problems.append(
                    forms.ValidationError(
                        "%(name)s: %(problem)s",
                        params={
                            "name": received.name,
                            "problem": fault_text(received.fault),
                        },
                    )
                )
            elif received.kept.sha256 not in {one.sha256 for one in self.files_kept}:
                self.files_kept.append(received.kept)
        if self.files_lost:
            problems.append(
                forms.ValidationError(
                    _("A photo is no longer with us. Please choose it again.")
                )
            )
        if len(self.files_kept) > settings.HUB_PHOTOS_PER_FORM:
            problems.append(self.too_many)
        if self.are_needed and not self.files_kept and not problems:
            none = _("Please choose at least one photo.")
            problems.append(forms.ValidationError(none))
        if problems:
            raise forms.ValidationError(problems)
        return self.files_kept
