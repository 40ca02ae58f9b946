"""What the frame around every public page knows: where it stands, in which language."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.http import HttpRequest

# Each language in its own words, as its speakers look for it.
AUTONYMS = {
    "bg": "Български",
    "en": "English",
    "ro": "Română",
    "el": "Ελληνικά",
    "fr": "Français",
}
# Which parts of the font a page of that language surely needs.
FONTS = {
    "bg": ("fonts/manrope-cyrillic.woff2", "fonts/manrope-latin.woff2"),
    "el": ("fonts/manrope-greek.woff2", "fonts/manrope-latin.woff2"),
    "ro": ("fonts/manrope-latin.woff2", "fonts/manrope-latin-ext.woff2"),
}
# The parts that the navigation knows.
SECTIONS = frozenset({"map", "places", "routes", "calendar", "groups", "share"})
LATIN = ("fonts/manrope-latin.woff2",)


@dataclass(frozen=True, slots=True)
class Version:
    """The page in one of the portal's languages."""

    language: str
    autonym: str
    path: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """Read once by the base template."""

    # Stands where the address goes in a frame that is kept.
    PLACE: ClassVar[str] = "@@place@@"

    language: str
    path: str
    query: str

    @classmethod
    def of(cls, request: HttpRequest | None, language: str | None) -> "Frame":
        """The frame of a page; error pages may come without a request."""
        language = (language or settings.LANGUAGE_CODE).split("-")[0]
        if request is None:
            return cls(language, f"/{language}/", "")
        return cls(language, request.path, request.META.get("QUERY_STRING", ""))

    @property
    def root(self) -> str:
        return f"/{self.language}/"

    @property
    def section(self) -> str:
        """The part of the portal the page belongs to: "places", "map", "share" …"""
        parts = self.path.split("/", 3)
        return parts[2] if len(parts) > 2 and parts[2] in SECTIONS else ""

    @property
    def fonts(self) -> tuple[str, ...]:
        return FONTS.get(self.language, LATIN)

    @property
    def canonical(self) -> str:
        return settings.SITE_URL + self.path

    @cached_property
    def rest(self) -> str:
        """The address after the language, which is the same in every language."""
        _, first, rest = (self.path + "//").split("/", 2)
        if first not in AUTONYMS:
            return ""
        query = f"?{self.query}" if self.query else ""
        return rest[:-2] + query

    def path_in(self, language: str) -> str:
        """The same page in another language: the prefix alone differs."""
        return f"/{language}/{self.rest}"

    def unplaced(self) -> "Frame":
        """The same part of the portal, with a mark in place of its address."""
        return Unplaced(self.language, self.path, "")

    @cached_property
    def versions(self) -> list[Version]:
        return [
            Version(
                code,
                AUTONYMS[code],
                path := self.path_in(code),
                settings.SITE_URL + path,
                code == self.language,
            )
            for code, _ in settings.LANGUAGES
        ]

    @property
    def autonym(self) -> str:
        return AUTONYMS.get(self.language, self.language)


class Unplaced(Frame):
    """A frame whose language links lead to the mark instead of a page."""

    @cached_property
    def rest(self) -> str:
        return self.PLACE
