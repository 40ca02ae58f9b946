"""The page of a thing that a group shows: a place, a route, a product."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import DetailView

from hub.shared.qr import qr_svg


class ShownDetail(DetailView):
    """One object, at an address that follows its name: old ones lead to the new."""

    def get(self, request, *args, **kwargs):
        self.object = get_object_or_404(self.get_queryset(), pk=kwargs["pk"])
        if self.object.slug != kwargs["slug"]:
            return redirect(self.object, permanent=True)
        context = self.get_context_data(object=self.object)
        response = self.render_to_response(context)
        # What is of another group leaves this page as soon as it is hidden.
        groups = {self.object.group_id, *(one.group_id for one in self.others(context))}
        response.content_scope = self.object.group_id if len(groups) == 1 else None
        return response

    def others(self, context: dict[str, Any]) -> Iterable[Any]:
        """What else the page tells of, each with its `group_id`."""
        return ()

    def get_context_data(self, **kwargs):
        address = settings.SITE_URL + self.object.get_absolute_url()
        return super().get_context_data(
            page_address=address, qr=qr_svg(address), **kwargs
        )
