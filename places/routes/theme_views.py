"""Pages of themed routes: routes, beds and products under one idea."""

from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from hub.shared.pages import public_page
from places.listing import page_of
from places.models import ThemedRoute
from places.shown_pages import ShownDetail


@method_decorator(public_page, name="dispatch")
class ThemeList(TemplateView):
    """Published themed routes, newest first."""

    template_name = "places/theme_list.html"

    def get_context_data(self, **kwargs):
        themes = ThemedRoute.objects.published().select_related("group")
        page = page_of(
            themes.newest_first(), self.request.GET.get("page", "1"), read=list
        )
        return super().get_context_data(
            page_obj=page, themes=page.object_list, **kwargs
        )


@method_decorator(public_page, name="dispatch")
class ThemeDetail(ShownDetail):
    """One themed route; `hub.held_pages` adds the feasts."""

    template_name = "places/theme_detail.html"
    context_object_name = "theme"

    def get_queryset(self):
        themes = ThemedRoute.objects.published().with_public_parts()
        return themes.select_related("group")

    def others(self, context):
        theme = self.object
        return [*theme.public_routes, *theme.public_stays, *theme.public_products]
