"""What the map's script asks about the places in sight: tiles hold no words."""

from django.http import Http404, HttpResponse, JsonResponse

from hub.shared.pages import public_page
from places.cards import cards_html, cards_of
from places.models import Place

MOST = 50
LONGEST_NUMBER = 18


@public_page
def place_names(request):
    """Names, marks and public points of the places `?ids=1,2,3`."""
    return JsonResponse({"places": [_named(card) for card in _chosen(request)]})


@public_page
def place_cards(request):
    """The places `?ids=1,2,3` as the list items that lists of places have."""
    return HttpResponse(cards_html(_chosen(request)))


def _chosen(request):
    """Cards of the published ones, in the order asked for; 404: too many or no ids."""
    written = request.GET.get("ids", "").split(",")
    if len(written) > MOST or not all(
        number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
        for number in written
    ):
        raise Http404
    pks = [int(number) for number in written]
    return cards_of(Place.objects.published().in_order(pks))


def _named(card):
    return {
        "id": card.pk,
        "name": card.name.value,
        # Only where it is another than the page's.
        "lang": card.name.language if card.name.fell_back else None,
        "where": card.where,
        "mark": card.mark,
        "lon": card.lon,
        "lat": card.lat,
        "url": card.address,
        "approximate": card.is_approximate,
    }
