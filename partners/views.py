"""Pages of action groups, and their land for the map."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.generic import ListView

from hub.shared.pages import immutable, public_page
from partners.land import groups_geojson, settlements_geojson
from partners.models import ActionGroup, Supporter

GEOJSON = "application/geo+json"


@method_decorator(public_page, name="dispatch")
class GroupList(ListView):
    """Every action group, with its land on a map."""

    template_name = "partners/group_list.html"
    context_object_name = "groups"

    def get_queryset(self):
        return ActionGroup.objects.published().with_settlement_count()


@public_page
def groups_land(request):
    """The outlines of all groups, for the map."""
    return HttpResponse(groups_geojson(get_language()), content_type=GEOJSON)


@public_page
def group_land(request, slug):
    """The settlements of one group, for the map."""
    group = get_object_or_404(ActionGroup.objects.published(), slug=slug)
    land = settlements_geojson(group.pk, get_language())
    response = HttpResponse(land, content_type=GEOJSON)
    response.content_scope = group.pk
    return response


def logo(request, pk, digest):
    """The sign of a supporter; the address changes when the sign does."""
    supporter = get_object_or_404(Supporter, pk=pk, digest=digest)
    return immutable(HttpResponse(bytes(supporter.logo), content_type="image/webp"))
