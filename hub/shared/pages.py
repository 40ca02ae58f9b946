"""Pages that are the same for everybody: kept, revalidated, never personal.

A kept page is valid as long as the content version of its scope (an action group, or
the whole portal) has not been raised. Readers revalidate with `If-None-Match`.
"""

import functools
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone

from hub.shared.models import ContentVersion
from hub.shared.versions import current_version, versions_now

# Readers ask again each time; a proxy in front may answer for so many seconds.
CACHE_CONTROL = "public, max-age=0, must-revalidate"
PROXY_SECONDS = "30"
# A kept page is made anew after so many seconds even if nothing was published.
KEEP_SECONDS = 600
LONGEST_QUERY = 300
# An address with a query stands for endlessly many: only small pages are kept for it.
LARGEST_WITH_QUERY = 256 * 1024


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A rendered page and what it was rendered from."""

    scope: int
    # `None`: not known for sure, so the page is not kept.
    version: int | None
    etag: str
    content: bytes
    content_type: str


def public_page(view):
    """Answer from memory or with 304 where possible; mark the answer as public.

    The view names its scope by `response.content_scope = group_id`; without it the
    page belongs to the whole portal.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        key = _key_of(request)
        page = cache.get(key)
        if page is None or page.version != current_version(page.scope):
            before = current_version()
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming:
                return response
            page = _page_of(response, before)
            if page.version is not None and _may_be_kept(page, request):
                cache.set(key, page, KEEP_SECONDS)
        return _response_of(page, request)

    return answer


def _key_of(request: HttpRequest) -> str:
    # Tomorrow it is another page: it may tell what is on today.
    address = f"{timezone.localdate()} {request.get_full_path()}".encode()
    return f"page:{blake2b(address, digest_size=16).hexdigest()}"


def _may_be_kept(page: KeptPage, request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return True
    return len(query) <= LONGEST_QUERY and len(page.content) <= LARGEST_WITH_QUERY


def _page_of(response: HttpResponse, before: int) -> KeptPage:
    """The rendered page; `before` is the portal's version when its view began."""
    scope = getattr(response, "content_scope", None) or ContentVersion.PORTAL
    if hasattr(response, "render"):
        response = response.render()
    version: int | None = before
    if scope != ContentVersion.PORTAL:
        portal, number = versions_now(ContentVersion.PORTAL, scope)
        # Something was published while the rows were read: they may be the old ones.
        version = number if portal == before else None
    digest = blake2b(response.content, digest_size=12).hexdigest()
    return KeptPage(
        scope, version, f'"{digest}"', response.content, response["Content-Type"]
    )


def _response_of(page: KeptPage, request: HttpRequest) -> HttpResponse:
    known = request.headers.get("If-None-Match", "")
    response: HttpResponse
    if page.etag in known:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(page.content, content_type=page.content_type)
    response["ETag"] = page.etag
    response["Cache-Control"] = CACHE_CONTROL
    response["X-Accel-Expires"] = PROXY_SECONDS
    return response


def kept_by_proxies(view):
    """A page that no process keeps: a proxy does, for as long as any other page."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = CACHE_CONTROL
        response["X-Accel-Expires"] = PROXY_SECONDS
        return response

    return answer


def immutable(response: HttpResponse, *, shared: int | None = None) -> HttpResponse:
    """The address stands for these bytes for ever, as far as readers are concerned.

    What may be hidden again is kept by `shared` caches for so many seconds only. A
    refusal is no answer for ever.
    """
    if response.status_code >= 400:
        return response
    limit = f" s-maxage={shared}," if shared else ""
    response["Cache-Control"] = f"public, max-age=31536000,{limit} immutable"
    return response


def unkept(view):
    """A page for one reader: not kept by anybody."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def unlisted(view):
    """A page for one reader: not kept by anybody, not found by search engines."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = unkept(view)(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer
