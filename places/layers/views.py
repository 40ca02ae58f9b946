"""What the map page's script asks for its layers: small squares, kept like pages."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from hub.shared.pages import public_page
from places.layers import products, routes
from places.layers.squares import Square
from places.models import Route


@public_page
def route_square(request, z, x, y):
    """The routes through one tile, as light lines with their names."""
    return JsonResponse(routes.routes_in(Square(z, x, y)))


@public_page
def product_square(request, z, x, y):
    """The products from places in one tile, with what a buyer asks."""
    return JsonResponse(products.products_in(Square(z, x, y)))


@public_page
def route_line(request, pk):
    """One route's whole line, to be followed on the map."""
    rows = Route.objects.published().select_related("group").defer("story", "profile")
    route = get_object_or_404(rows, pk=pk)
    response = JsonResponse(routes.whole(route))
    response.content_scope = route.group_id
    return response
