"""The portal as an app on a phone: manifest, service worker, page without signal."""

import functools
import json
import re
from collections.abc import Iterator
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition
from django.views.generic import TemplateView

from hub.shared.scripts import modules_of
from interest_forms.fields import ACCEPTED
from interest_forms.phone_views import PhotoShareShell

PAPER, MADDER = "#faf6ee", "#a3242f"
# The scripts of the kept pages, and what the form's script fetches when it is needed.
SCRIPTS = (
    "hub/page.js",
    "interest_forms/share.js",
    "interest_forms/share_advice.js",
    "packs/kept.js",
    "vendor/exifr.js",
)
# What else a page names. Fonts and maps come when they are asked for.
NAMED = re.compile(rb'(?:href|src|srcset)="(/static/[^"#?]+\.(?:css|svg|png))')
# A browser asks again each time it opens a page; it is answered with 304.
fresh = cache_control(public=True, max_age=0, must_revalidate=True)


@fresh
def manifest(request):
    """How the portal is installed and shared with, in the language of the page."""
    language = request.GET.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = get_language()
    with override(language):
        content = _manifest(language)
    return HttpResponse(
        json.dumps(content, ensure_ascii=False),
        content_type="application/manifest+json",
    )


def _manifest(language: str) -> dict:
    share = reverse("interest_forms:photo-share")
    return {
        "id": "/",
        "name": gettext("Megdan"),
        "short_name": gettext("Megdan"),
        "description": gettext("Heritage of our villages"),
        "lang": language,
        "dir": "ltr",
        "start_url": share,
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            _icon("icon-192.png", "192x192"),
            _icon("icon-512.png", "512x512"),
            _icon("icon-maskable-512.png", "512x512", "maskable"),
            _icon("favicon.svg", "any", kind="image/svg+xml"),
        ],
        "shortcuts": [
            {"name": gettext("Share a photo"), "url": share},
            {"name": gettext("Map"), "url": reverse("places:place-map")},
        ],
        "share_target": {
            "action": reverse("interest_forms:share-target"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "files": [
                    {
                        "name": "photos",
                        "accept": [f"image/{kind}" for kind in ACCEPTED],
                    }
                ]
            },
        },
    }


def _icon(name: str, sizes: str, purpose: str = "any", kind: str = "image/png") -> dict:
    return {
        "src": static(f"img/{name}"),
        "sizes": sizes,
        "type": kind,
        "purpose": purpose,
    }


@functools.cache
def _worker_script() -> str:
    """The worker's own words: what to keep, and under which version."""
    pages = {name: dict(_pages(name)) for name in PAGES}
    contents = [content for found in pages.values() for _at, content in found.values()]
    named = {address.decode() for text in contents for address in NAMED.findall(text)}
    kept = {
        "files": sorted({*named, *map(static, modules_of(*SCRIPTS))}),
        **{
            name: {code: address for code, (address, _content) in found.items()}
            for name, found in pages.items()
        },
    }
    version = _digest(b"".join(contents) + json.dumps(kept).encode())
    said = json.dumps({"version": version, **kept}, indent=1)
    return f'import {{ serve }} from "{static("sw/worker.js")}";\n\nserve({said});\n'


def _pages(name: str) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """A kept page in each language: its address, and what it says."""
    url_name, view = PAGES[name]
    for code, _name in settings.LANGUAGES:
        with override(code):
            request = HttpRequest()
            request.method, request.path = "GET", reverse(url_name)
            request.META["REMOTE_ADDR"] = ""
            yield code, (request.path, view(request).render().content)


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=8).hexdigest()


@fresh
@condition(etag_func=lambda _request: f'"{_digest(_worker_script().encode())}"')
def service_worker(request):
    """At the root, so that it may answer for every page."""
    return HttpResponse(_worker_script(), content_type="text/javascript")


class Offline(TemplateView):
    """What a phone without signal shows in the place of a page it does not have."""

    template_name = "hub/offline.html"


# The pages a worker keeps; when one changes, the worker is another.
PAGES = {
    "forms": ("interest_forms:share-shell", PhotoShareShell.as_view()),
    "offline": ("offline", Offline.as_view()),
}
