"""From an accepted form to a draft: made in one action, linked for good."""

from datetime import date

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from events.models import Event, Tradition
from hub.shared.audit import history
from interest_forms.interest.triage.making import staff_page
from interest_forms.models import InterestObject
from places.models import Place, Product
from tests.factories import (
    CategoryFactory,
    MembershipFactory,
    PlaceFactory,
    SettlementFactory,
)
from tests.interest_factories import ExpressionOfInterestFactory

pytestmark = pytest.mark.django_db

HERE = Point(23.36, 42.36, srid=4326)
OPTIONS = {"draft-kind": "fair", "draft-domain": "crafts"}


@pytest.fixture
def editor(client, group):
    user = MembershipFactory(group=group, role="editor").user
    client.force_login(user)
    return user


@pytest.fixture
def category():
    return CategoryFactory()


def accepted(group, **facts):
    texts = {
        "title": "Παλιός μύλος",
        "description": "Δούλευε ως το 1961.",
        "accessibility": "Χωματόδρομος.",
        "language": "el",
    }
    return ExpressionOfInterestFactory(group=group, state="accepted", **texts | facts)


def make(client, form, part, **data):
    name = "admin:interest_forms_expressionofinterest_make"
    chosen = {"draft-part": part, "draft-territory": form.territory_id or ""}
    return client.post(reverse(name, args=[form.pk]), {**OPTIONS, **chosen, **data})


def test_place_is_made_with_what_the_form_tells(client, editor, group, category):
    form = accepted(group, point=HERE)

    answer = make(client, form, "place", **{"draft-category": category.pk})

    place = Place.objects.get()
    assert answer["Location"] == staff_page(place)
    assert (place.name_el, place.summary_el) == ("Παλιός μύλος", "Δούλευε ως το 1961.")
    assert (place.directions_el, place.name_bg) == ("Χωματόδρομος.", None)
    assert (place.group, place.territory, place.point) == (group, form.territory, HERE)
    assert (place.category, place.published) == (category, None)
    assert [entry.verb for entry in history(form)] == ["interest.make"]
    assert [entry.verb for entry in history(place)] == ["place.add"]


def test_event_is_made_with_its_days(client, editor, group):
    form = accepted(group, kind="event")
    form.fixed_dates.create(day=date(2027, 5, 6), last_day=date(2027, 5, 7))

    make(client, form, "event")

    event = Event.objects.get()
    dates = [(one.day, one.last_day) for one in event.occurrences.all()]
    assert dates == [(date(2027, 5, 6), date(2027, 5, 7))]
    assert (event.name_el, event.kind) == ("Παλιός μύλος", "fair")
    assert (event.accessibility_el, event.published) == ("Χωματόδρομος.", None)


@pytest.mark.parametrize(
    ("part", "model"), [("tradition", Tradition), ("product", Product)]
)
def test_tradition_and_product_are_made_too(client, editor, group, part, model):
    mill = PlaceFactory(group=group)
    form = accepted(group, place=mill)

    make(client, form, part)

    thing = model.objects.get()
    assert (thing.name_el, thing.group, thing.published) == (form.title, group, None)
    assert list(thing.places.all()) == [mill]
    assert getattr(InterestObject.objects.get(form=form), part) == thing


def test_one_thing_is_made_of_a_form(client, editor, group):
    form = accepted(group)

    make(client, form, "product")
    make(client, form, "tradition")

    assert (Product.objects.count(), Tradition.objects.count()) == (1, 0)


@pytest.mark.parametrize("state", ["submitted", "screening", "declined", "withdrawn"])
def test_nothing_is_made_of_what_is_not_wanted(client, editor, group, state):
    form = accepted(group)
    type(form).objects.filter(pk=form.pk).update(state=state)

    make(client, form, "product")

    assert not Product.objects.exists()


def test_place_without_position_asks_for_the_village(client, editor, group, category):
    form = accepted(group, territory=SettlementFactory(point=None))

    answer = make(client, form, "place", **{"draft-category": category.pk})

    assert (answer.status_code, Place.objects.count()) == (422, 0)
    assert "territory" in answer.context["draft"].errors


def test_what_the_applicant_named_is_linked(client, editor, group):
    mill = PlaceFactory(group=group)
    form = accepted(group, place=mill)

    make(client, form, "", known="place")

    assert InterestObject.objects.get(form=form).thing == mill


def test_another_groups_place_is_not_linked(client, editor, group):
    form = accepted(group, place=PlaceFactory())

    make(client, form, "", known="place")

    assert not InterestObject.objects.exists()


def test_page_and_history_of_the_thing_lead_to_its_form(client, editor, group):
    form = accepted(group)
    make(client, form, "product")
    product = Product.objects.get()
    back = reverse("admin:interest_forms_expressionofinterest_change", args=[form.pk])

    pages = [
        client.get(staff_page(product)).text,
        client.get(reverse("admin:places_product_history", args=[product.pk])).text,
    ]

    assert [back in page for page in pages] == [True, True]
    assert staff_page(product) in client.get(back).text


def test_page_of_a_thing_tells_nothing_of_another_group_s_form(client, editor, group):
    form, strange = accepted(group), ExpressionOfInterestFactory()
    make(client, form, "product")
    product = Product.objects.get()
    InterestObject.objects.create(form=strange, product=product)

    page = client.get(staff_page(product)).text

    assert form.spoken_code in page
    assert strange.spoken_code not in page


def test_public_page_does_not_tell_of_the_form(client, editor, group):
    form = accepted(group)
    make(client, form, "product")
    product = Product.objects.get()
    client.post(reverse("admin:places_product_switch", args=[product.pk]))

    public = client.get(f"/bg{product.get_absolute_url()[3:]}")

    assert form.title in public.text
    assert "expressionofinterest" not in public.text


def test_nothing_is_made_of_a_form_that_belongs_to_no_group(client, admin_user):
    client.force_login(admin_user)
    form = accepted(None)

    make(client, form, "product")

    assert not Product.objects.exists()
    assert not InterestObject.objects.exists()
