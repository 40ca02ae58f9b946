"""Drawing a page as visitors see it, but for what needs a signal."""

from typing import Any

from django.http import HttpRequest, QueryDict
from django.views.generic import View

from hub.packs.contents.item import Item, Kind

HTML = "text/html; charset=utf-8"


def drawn(
    view: type[View],
    path: str,
    query: str = "",
    *,
    kind: Kind = Kind.PART,
    **kwargs: Any,
) -> Item:
    """The page, past the memory of pages: what is kept online is another one."""
    request = HttpRequest()
    request.method, request.path = "GET", path
    request.META |= {"QUERY_STRING": query, "REMOTE_ADDR": ""}
    request.GET = QueryDict(query)
    page = view(extra_context={"is_kept": True})
    page.setup(request, **kwargs)
    content = page.get(request, **kwargs).render().content
    return Item(kind, f"{path}?{query}" if query else path, content, HTML)
