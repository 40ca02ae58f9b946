"""Products: their months, where to buy them, and whom visitors may know of."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from hub.shared.models import AuditEntry
from places import publishing
from places.models import Product
from tests.factories import (
    ActionGroupFactory,
    MembershipFactory,
    PlaceFactory,
    ProducerFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def text_of(client, address):
    return client.get(address).content.decode()


def names_in(client, query):
    found = client.get(f"/bg/products/?{query}").context["products"]
    return [product.name_bg for product in found]


def test_list_is_filtered_by_group_and_month(client):
    ProductFactory(name_bg="Картофи", season=[9, 10])
    group = ActionGroupFactory(slug="dragoman")
    ProductFactory(name_bg="Сирене", group=group, season=[5, 6, 7, 8, 9])

    assert names_in(client, "") == ["Сирене", "Картофи"]
    assert names_in(client, "month=10") == ["Картофи"]
    assert names_in(client, "month=9&group=dragoman") == ["Сирене"]
    assert names_in(client, "month=1") == []


@pytest.mark.parametrize("query", ["group=x", "month=13", "month=0", "month=²"])
def test_filter_that_there_is_not_is_not_found(client, query):
    assert client.get("/bg/products/").status_code == 200
    assert client.get(f"/bg/products/?{query}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_products_takes_three_queries(client, django_assert_num_queries, count):
    for _ in range(count):
        ProductFactory(producer=ProducerFactory())

    with django_assert_num_queries(3):
        client.get("/bg/products/")


@pytest.mark.parametrize("count", [1, 3])
def test_product_page_takes_four_queries(client, django_assert_num_queries, count):
    producer = ProducerFactory()
    product = ProductFactory(producer=producer, group=producer.group)
    for _ in range(count):
        product.places.add(PlaceFactory(group=product.group))

    with django_assert_num_queries(4):
        client.get(product.get_absolute_url())


def test_months_are_shown_as_a_strip_and_in_words(client):
    product = ProductFactory(season=[11, 12, 1])

    with translation.override("en"):
        page = text_of(client, product.get_absolute_url())

    assert "November–January" in page
    assert page.count('<li class="on">') == 3
    assert page.count("<li >") == 9


def test_producer_is_named_from_the_day_on_which_she_agreed(client):
    producer = ProducerFactory()
    address = ProductFactory(producer=producer).get_absolute_url()
    hers = ["Пчелин Мед", "+359 722 00 000", "honey@example.org"]

    kept_back = text_of(client, address)
    client.force_login(UserFactory(is_superuser=True))
    client.post(
        reverse("admin:places_producer_change", args=[producer.pk]),
        {
            "name_bg": producer.name_bg,
            "group": producer.group.pk,
            "phone": producer.phone,
            "email": producer.email,
            "agreed": date(2026, 5, 1),
        },
    )
    told = text_of(client, address)

    assert not any(words in kept_back for words in hers)
    assert all(words in told for words in hers)


def test_product_is_told_on_the_pages_of_its_places_while_it_is_published(client):
    place = PlaceFactory()
    product = ProductFactory(group=place.group, published=None)
    product.places.add(place, PlaceFactory(name_bg="Скритото", published=None))
    pages = ["/bg/products/", place.get_absolute_url(), "/sitemap-products.xml"]

    assert not any(product.slug in text_of(client, page) for page in pages)
    assert client.get(product.get_absolute_url()).status_code == 404

    publishing.show(Product.objects.all(), by=UserFactory())
    page = text_of(client, product.get_absolute_url())
    assert all(product.slug in text_of(client, page) for page in pages)
    assert place.name_bg in page
    assert "Скритото" not in page


def test_page_tells_what_else_its_producer_makes(client):
    producer = ProducerFactory(agreed=date(2026, 5, 1))
    honey = ProductFactory(producer=producer)
    ProductFactory(producer=producer, name_bg="Восък")
    ProductFactory(producer=producer, name_bg="Прополис", published=None)
    ProductFactory(name_bg="Сирене")

    page = text_of(client, honey.get_absolute_url())

    assert "Восък" in page
    assert "Прополис" not in page
    assert "Сирене" not in page


def test_place_tells_months_shop_and_contact_of_its_products(client):
    producer = ProducerFactory(agreed=date(2026, 5, 1))
    unasked = ProducerFactory(name_bg="Неупоменат", phone="+359 1")
    place = PlaceFactory(group=producer.group)
    for maker in (producer, unasked):
        product = ProductFactory(
            producer=maker, season=[8, 9], buying_bg="На пазара в събота"
        )
        product.places.add(place)

    page = text_of(client, place.get_absolute_url())

    assert page.count("август–септември") == page.count("На пазара в събота") == 2
    assert "Пчелин Мед" in page
    assert 'href="tel:+359 722 00 000"' in page
    assert "Неупоменат" not in page
    assert "+359 1<" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_products_cost_a_place_no_query_each(client, django_assert_num_queries, count):
    place = PlaceFactory()
    for _ in range(count):
        product = ProductFactory(producer=ProducerFactory(agreed=date(2026, 5, 1)))
        product.places.add(place)

    with django_assert_num_queries(8):
        client.get(place.get_absolute_url())


def test_editor_keeps_a_product_of_her_group(client):
    group = ActionGroupFactory()
    client.force_login(MembershipFactory(group=group, role="editor").user)
    place, other = PlaceFactory(group=group), PlaceFactory()
    form = {"name_bg": "Мед", "group": group.pk, "season": [6, 7]}
    add = reverse("admin:places_product_add")

    client.post(add, form | {"places": [other.pk]})
    assert not Product.objects.exists()
    client.post(add, form | {"places": [place.pk]})

    product = Product.objects.get()
    assert (product.slug, product.season) == ("med", [6, 7])
    assert list(product.places.all()) == [place]
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["product.add"]
