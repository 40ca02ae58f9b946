"""From words to a PDF: tagged for screen readers, made of our own files alone."""

import mimetypes
from pathlib import Path

import segno
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import override
from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from events.printing.telling import Told
from partners.models import Supporter

# Importing WeasyPrint lets Pillow read pictures that are cut off, in the whole process:
# a worker would make renditions of half a photograph.
ImageFile.LOAD_TRUNCATED_IMAGES = False

# The size of its letters in points: the largest with which it fits on one page.
SIZES = (9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19.5, 21)
# What does not fit at the smallest goes on over the page, in letters of this size.
ON_SEVERAL_PAGES = 11.5

# ISO 14289: what screen readers need is in the file.
VARIANT = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}


class OurFiles(URLFetcher):
    """Knows static files (`static:`), supporters' signs (`logo:`), drawings (`data:`).

    Anything else is a mistake of ours, and no sheet is made: nothing is ever asked of
    the network, and no other file of this machine is read.
    """

    def fetch(self, url, headers=None):
        kind, _colon, name = url.partition(":")
        if kind == "static" and (found := finders.find(name)):
            content_type, _encoding = mimetypes.guess_type(name)
            told = {"Content-Type": content_type or "application/octet-stream"}
            return URLFetcherResponse(url, Path(found).read_bytes(), told)
        if kind == "logo":
            sign = Supporter.objects.get(pk=int(name.partition("-")[0]))
            told = {"Content-Type": "image/webp"}
            return URLFetcherResponse(url, bytes(sign.logo), told)
        if kind == "data":
            return super().fetch(url, headers)
        message = f"this file is none of ours: {url}"
        raise FatalURLFetchingError(message)


def pdf_of(told: Told) -> tuple[bytes, int]:
    """The file and how many pages it has."""
    with override(told.language):
        code = segno.make(told.address, error="m", micro=False)
        html = render_to_string(
            f"events/printing/{told.template}.html",
            {"told": told, "qr": code.svg_data_uri(border=0), **told.words},
        )
    document = Layout(html, told).drawn()
    return document.write_pdf(**VARIANT), len(document.pages)


class Layout:
    """A page that can be laid out in letters of any size; its fonts are read once."""

    def __init__(self, html: str, told: Told) -> None:
        self._html = HTML(string=html, url_fetcher=OurFiles())
        self._fonts = FontConfiguration()
        self._styles = [self._style(url=f"static:events/{n}.css") for n in told.styles]
        self._accent, self._size = told.accent, told.size

    def drawn(self) -> Document:
        return self._laid_out(self._size) if self._size else self._fitted()

    def _fitted(self) -> Document:
        """On one page in the largest letters that fit, else on as many as it takes."""
        found, smallest, largest = None, 0, len(SIZES) - 1
        while smallest <= largest:
            middle = (smallest + largest) // 2
            document = self._laid_out(SIZES[middle])
            if len(document.pages) == 1:
                found, smallest = document, middle + 1
            else:
                largest = middle - 1
        return found or self._laid_out(ON_SEVERAL_PAGES, ".foot { position: static }")

    def _laid_out(self, size: float, more: str = "") -> Document:
        root = f":root {{ --accent: {self._accent}; font-size: {size}pt }}"
        styles = [*self._styles, self._style(string=root + more)]
        return self._html.render(self._fonts, stylesheets=styles, **VARIANT)

    def _style(self, **source: str) -> CSS:
        return CSS(url_fetcher=OurFiles(), font_config=self._fonts, **source)
