"""Programs for the tests that kill, and what each of them ends with."""

import uuid
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection

from hub.shared import bell
from interest_forms.actions import Answers, submit_photos
from places.models import Photo
from places.tasks import render_due_photos
from tests.factories import PlaceFactory
from tests.faults.programs import PrivateRedis, Worker, until
from tests.originals import kept


@pytest.fixture(scope="module")
def redis_server():
    server = PrivateRedis()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def awake(redis_server, settings, monkeypatch):
    """Redis answers and is empty, and nobody remembers that it was silent."""
    settings.CELERY_BROKER_URL = redis_server.url
    monkeypatch.setattr(bell, "_silent_until", 0.0)
    redis_server.client.flushall()
    yield
    redis_server.thaw()


@pytest.fixture
def worker(tmp_path, redis_server, settings, transactional_db):
    name = connection.settings_dict["NAME"]
    address = urlsplit(settings.DATABASE_URL)
    # A socket's folder stands before the name.
    folder = address.path.rpartition("/")[0]
    database = address._replace(path=f"{folder}/{name}").geturl()
    worker = Worker(tmp_path, database, redis_server.url)
    yield worker
    worker.stop()


@pytest.fixture
def submit(transactional_db):
    """Send photographs as the form does, and get their rows."""

    def send(*contents, key=None):
        files = [kept(content) for content in contents]
        answers = Answers(
            language="bg",
            author="sender",
            rights="by-sa",
            consent_version="1",
            place=PlaceFactory.create(),
        )
        submission = submit_photos(
            key=key or uuid.uuid4(), files=files, answers=answers, most=len(files)
        )
        return submission.photos.order_by("position")

    return send


@pytest.fixture
def sweep_until_settled():
    """What beat does every 30 seconds, more often, until no photo waits."""

    def settled():
        render_due_photos()
        return not Photo.objects.filter(state__in=Photo.UNFINISHED).exists()

    return lambda: until(settled)


@pytest.fixture
def assert_verified():
    """Rows and files keep every promise."""

    def check():
        said = StringIO()
        try:
            call_command("verify", stdout=said)
        except SystemExit:
            pytest.fail(said.getvalue())

    return check
