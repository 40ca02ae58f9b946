import time

import pytest
from django.core.management import call_command

from events.models import Event, Occurrence, Tradition
from hub.demo.loader import PHOTOS, load_demo
from interest_forms.models import Submission
from partners.models import ActionGroup, GroupSettlement
from places.models import Photo, Place, Product, Route, ThemedRoute
from places.photos.originals import path_of
from tests.factories import ActionGroupFactory

pytestmark = pytest.mark.django_db


def test_demo_fills_an_empty_portal_once(capsys, client):
    started = time.process_time()

    call_command("load_demo")

    assert time.process_time() - started < 30
    assert "refused: " not in capsys.readouterr().out
    assert ActionGroup.objects.count() == 5
    assert ActionGroup.objects.filter(area=None).count() == 0
    assert Place.objects.published().count() == Place.objects.count() == 178
    assert Place.objects.filter(summary_bg="").count() == 0
    assert Place.objects.filter(summary_en="").count() == 0
    assert Place.objects.exclude(story_bg=None).count() >= 12
    assert not [place for place in Place.objects.all() if not place.territory]
    assert_walks_and_products_are_vouched_for()
    assert_feasts_have_their_days()
    assert_theme_s_page_has_all_its_parts(client)
    assert_conference_has_its_programme()
    assert "Мандрата" in client.get("/bg/interest/schedule/").content.decode()

    assert_a_group_s_land_leaves_a_town_out()

    assert Submission.objects.filter(children="others").count() == 1
    photos = Photo.objects.all()
    assert {photo.state for photo in photos} == {Photo.State.RECEIVED}
    assert all(path_of(photo.sha256).is_file() for photo in photos)
    assert len(photos) == len([*PHOTOS.glob("*.jpg"), *PHOTOS.glob("*.webp")])

    call_command("load_demo")

    assert "nothing was loaded" in capsys.readouterr().out
    assert Submission.objects.count() == 4


def assert_walks_and_products_are_vouched_for():
    routes = list(Route.objects.published().order_by("pk"))
    assert [route.stops.public().count() for route in routes] == [2, 4, 0]
    # Only the track of a device tells heights; where a line is drawn, the text says so.
    assert [route.ascent is None for route in routes] == [True, True, False]
    assert all("чертана направо" in route.summary_bg for route in routes[:2])
    assert all("drawn straight" in route.summary_en for route in routes[:2])
    assert Product.objects.published().count() == 4
    assert Product.objects.filter(places__isnull=False).distinct().count() == 2
    assert not Product.objects.exclude(producer=None).exists()
    theme = ThemedRoute.objects.published().get()
    assert (theme.routes.count(), theme.products.count()) == (2, 1)


def assert_feasts_have_their_days():
    dated = Occurrence.objects.public().made_by_rules()
    assert Tradition.objects.published().filter(rule__isnull=False).count() == 24
    assert Event.objects.published().filter(rule__isnull=False).count() == 5
    assert {date.status for date in dated} == {"tentative"}
    assert dated.values("event", "tradition").distinct().count() == 24 + 5
    # Each is where its church or its settlement is.
    assert not Event.objects.filter(place=None, territory=None).exists()
    invented = Event.objects.get(rule__snap="after")
    assert "Измислен пример" in invented.summary_bg


def assert_theme_s_page_has_all_its_parts(client):
    theme = ThemedRoute.objects.get()
    page = client.get(theme.get_absolute_url()).content.decode()

    parts = (theme.routes, theme.stays, theme.products)
    names = [one.name_bg for part in parts for one in part.all()]
    assert len(names) == 2 + 3 + 1
    assert not [name for name in names if name not in page]
    assert "Празник на манастира" in page
    stays = Place.objects.filter(themes=theme)
    assert all("Измислен пример" in stay.summary_bg for stay in stays)


def assert_conference_has_its_programme():
    conference = Event.objects.published().get(kind="conference")
    date = conference.occurrences.get()
    sessions = conference.sessions.in_order()
    assert date.status == "confirmed"
    assert date.registration_sheet.free_seats() == 70
    assert sessions.exclude(kind="break").count() == 5
    # Two run side by side; nobody speaks in both.
    talk, workshop = sessions.filter(hour="11:45")
    assert talk.room != workshop.room
    assert not set(talk.speakers.all()) & set(workshop.speakers.all())
    assert all("(пример)" in one.organisation_bg for one in conference.speakers.all())
    assert "Измислен пример" in conference.summary_bg


def assert_a_group_s_land_leaves_a_town_out():
    group = ActionGroup.objects.get(slug="mig-maglizh-kazanlak-gurkovo")
    names = set(group.settlements.values_list("name_bg", flat=True))
    church = Place.objects.get(external_id="demo:ts-204")
    tomb = Place.objects.get(external_id="demo:ts-202")
    assert "Шипка" in names
    assert "Казанлък" not in names
    assert church.group == group
    assert tomb.group is None


def test_portal_in_use_is_left_alone():
    ActionGroupFactory()

    assert load_demo(lambda line: None) is False

    assert GroupSettlement.objects.count() == 0
    assert Place.objects.count() == 0
