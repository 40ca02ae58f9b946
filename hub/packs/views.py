"""The page of a pack, its manifest and its files; and the pages it keeps."""

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from events.calendar.entries import entries_of
from events.calendar.views import DatesView
from hub.packs.coming import DAYS_AHEAD, coming
from hub.packs.files import path_of
from hub.packs.models import OfflinePack
from hub.packs.words import page_words
from hub.shared.days import day_words
from hub.shared.pages import immutable, public_page
from hub.shared.ranges import ranged_file
from partners.models import ActionGroup
from places.views import PlaceList, PlaceMap

# So many places of a group are taken along, the newest.
MOST_PLACES = 1000


@method_decorator(public_page, name="dispatch")
class PackList(TemplateView):
    """What may be taken along: each group's pack in the reader's language."""

    template_name = "packs/pack_list.html"

    def get_context_data(self, **kwargs):
        packs = OfflinePack.objects.published().filter(language=get_language())
        of_group = {pack.group_id: pack for pack in packs.defer("files")}
        groups = ActionGroup.objects.published()
        for group in groups:
            group.pack = of_group.get(group.pk)
        return super().get_context_data(groups=groups, **kwargs)


@method_decorator(public_page, name="dispatch")
class PackDetail(TemplateView):
    """What may be taken along of a group, how large it is, and how that is done."""

    template_name = "packs/pack_detail.html"

    def get(self, request, *args, **kwargs):
        groups = ActionGroup.objects.published()
        group = get_object_or_404(groups, slug=kwargs["slug"])
        packs = OfflinePack.objects.published().defer("files")
        pack = packs.filter(group=group, language=get_language()).first()
        context = self.get_context_data(group=group, pack=pack, words=page_words())
        response = self.render_to_response(context)
        response.content_scope = group.pk
        return response


@public_page
def pack_manifest(request, slug):
    """What the files of the newest version are; the browser fetches those it lacks."""
    packs = OfflinePack.objects.published().select_related("group")
    pack = get_object_or_404(packs, group__slug=slug, language=get_language())
    told = {
        "group": slug,
        "name": pack.group.name,
        "language": pack.language,
        "version": pack.version,
        "day": day_words(pack.made),
        "size": pack.size,
        "contents": pack.contents,
        "files": pack.files,
    }
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response.content_scope = pack.group_id
    return response


@require_safe
def pack_file(request, digest):
    """A file that some pack names by its hash, or the part of it that is asked for."""
    path = path_of(digest)
    if not path.is_file():
        raise Http404
    kind = "application/octet-stream"
    return immutable(ranged_file(request, path, etag=f'"{digest}"', content_type=kind))


class KeptMap(PlaceMap):
    """The map of a pack: all its places come with the list, none in tiles."""

    template_name = "packs/kept_map.html"
    page_size = MOST_PLACES

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"tiles": "", "leads": True, "old_maps": []}


class KeptList(PlaceList):
    """The list of a pack: one page of all its places."""

    template_name = "packs/kept_list.html"
    page_size = MOST_PLACES


class KeptEvents(DatesView):
    """The list of a pack: the dates of the next 30 days."""

    template_name = "packs/kept_events.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        entries = entries_of(coming(context["wanted"].group))
        return context | {"entries": entries, "days": DAYS_AHEAD}
