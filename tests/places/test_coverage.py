"""The days of a place's newest photos stay true when several people decide at once."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from places.models import Photo, Place
from places.models.coverage import NEVER
from tests.factories import PhotoFactory, PlaceFactory

pytestmark = pytest.mark.django_db(transaction=True)
SUMMER, WINTER = date(2026, 7, 2), date(2026, 1, 20)


def show(photo):
    Photo.objects.filter(pk=photo.pk).update(state=Photo.State.APPROVED)


def in_a_thread(act, *args):
    """Begin it, and give it time to reach a row that somebody else holds."""

    def run():
        try:
            act(*args)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=0.3)
    return thread


def test_two_photos_shown_at_once_both_count():
    place = PlaceFactory()
    summer = PhotoFactory(place=place, taken=SUMMER)
    winter = PhotoFactory(place=place, taken=WINTER)

    with transaction.atomic():
        show(summer)
        other = in_a_thread(show, winter)
        assert other.is_alive()
    other.join(timeout=60)

    place = Place.objects.get()
    assert (place.photographed, place.photographed_in_winter) == (SUMMER, WINTER)


def test_photo_that_is_taken_back_leaves_nothing_when_another_is_hidden_meanwhile():
    place = PlaceFactory()
    first, second = PhotoFactory.create_batch(2, public=True, place=place, taken=WINTER)

    with transaction.atomic():
        Photo.objects.filter(pk=first.pk).update(state=Photo.State.WITHDRAWN)
        other = in_a_thread(Photo.objects.filter(pk=second.pk).delete)
    other.join(timeout=60)

    place = Place.objects.get()
    assert (place.photographed, place.photographed_in_winter) == (NEVER, NEVER)
