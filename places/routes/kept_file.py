"""A file that survives a form which is shown again: bytes first, here as everywhere.

The bytes are kept among the originals, where nothing speaks of them, so that they are
swept away after some days. The form carries their name, signed.
"""

from dataclasses import dataclass
from typing import Self

from django import forms
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string

from places.photos.originals import Incoming, path_of
from places.photos.orphans import ORIGINAL_SECONDS

SALT = "places.routes.kept_file"


@dataclass(frozen=True)
class KeptFile:
    """Which bytes, and what they were called when they came."""

    sha256: str
    name: str

    @classmethod
    def of(cls, file: UploadedFile) -> Self:
        incoming = Incoming()
        for piece in file.chunks():
            incoming.write(piece)
        return cls(incoming.keep(), file.name or "")

    @classmethod
    def read(cls, token: str) -> Self | None:
        """`None` for a text that is not ours, or whose bytes are gone."""
        try:
            found = signing.loads(token, salt=SALT, max_age=ORIGINAL_SECONDS)
        except signing.BadSignature:
            return None
        kept = cls(*found)
        return kept if path_of(kept.sha256).is_file() else None

    @property
    def token(self) -> str:
        return signing.dumps([self.sha256, self.name], salt=SALT)

    def open(self) -> ContentFile:
        return ContentFile(path_of(self.sha256).read_bytes(), self.name)


class KeptFileInput(forms.FileInput):
    """A file input that knows the file of the last try; it need not be chosen again."""

    template_name = "admin/includes/kept_file.html"
    kept: KeptFile | None = None

    def value_from_datadict(self, data, files, name):
        if sent := super().value_from_datadict(data, files, name):
            return sent
        if data.get(f"{name}_without"):
            return None
        self.kept = KeptFile.read(data.get(f"{name}_kept", ""))
        return self.kept.open() if self.kept else None

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"kept": self.kept}

    def _render(self, template_name, context, renderer=None):
        """From the project's templates."""
        return render_to_string(template_name, context)
