"""What a visitor asks the list of products for, read from the address."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from places.facts import MONTHS_OF_A_YEAR
from places.filters import AddressFilter
from places.models import Product
from places.models.products import ProductQuerySet


@dataclass(frozen=True)
class ProductFilter(AddressFilter):
    """The filters `?group= ?month=`. Unknown ones are 404."""

    @cached_property
    def month(self) -> int | None:
        written = self.data.get("month")
        if not written:
            return None
        months = {str(number): number for number in range(1, MONTHS_OF_A_YEAR + 1)}
        if written not in months:
            raise Http404
        return months[written]

    def apply(self) -> ProductQuerySet:
        """The published products that are asked for."""
        products = Product.objects.published()
        if self.group:
            products = products.of_group(self.group)
        if self.month:
            products = products.in_month(self.month)
        return products
