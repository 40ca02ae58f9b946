"""Pages of products."""

from django.db.models import Prefetch
from django.utils.dates import MONTHS
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from hub.shared.pages import public_page
from partners.models import ActionGroup
from places.listing import page_of
from places.models import Place, Product
from places.products.filters import ProductFilter
from places.shown_pages import ShownDetail


@method_decorator(public_page, name="dispatch")
class ProductList(TemplateView):
    """Published products, newest first, by group and month."""

    template_name = "places/product_list.html"

    def get_context_data(self, **kwargs):
        wanted = ProductFilter(self.request.GET)
        page = page_of(
            wanted.apply().listed().newest_first(),
            self.request.GET.get("page", "1"),
            read=list,
        )
        return super().get_context_data(
            wanted=wanted,
            page_obj=page,
            products=page.object_list,
            groups=ActionGroup.objects.published(),
            months=MONTHS.items(),
            **kwargs,
        )


@method_decorator(public_page, name="dispatch")
class ProductDetail(ShownDetail):
    """One product: its months, where to buy it, where it comes from."""

    template_name = "places/product_detail.html"

    def get_queryset(self):
        places = Place.objects.published().order_by("pk")
        places = places.select_related("group", "category", "territory__parent")
        return (
            Product.objects.published()
            .select_related("group", "producer__group")
            .prefetch_related(Prefetch("places", places, "public_places"))
        )

    def others(self, context):
        producer = filter(None, [self.object.producer])
        return [*self.object.public_places, *producer, *context["more"]]

    def get_context_data(self, **kwargs):
        return super().get_context_data(more=self.more(), **kwargs)

    def more(self):
        """What else the producer makes, where visitors may know of her."""
        producer = self.object.known_producer
        if producer is None:
            return []
        hers = producer.products.published().exclude(pk=self.object.pk)
        return hers.listed().newest_first()
