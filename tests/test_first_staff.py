"""The first staff account of a new portal."""

import io

import pytest
from django.core.management import call_command

from partners.models import User

pytestmark = pytest.mark.django_db


def said(settings, password=""):
    settings.ADMIN_EMAIL, settings.ADMIN_PASSWORD = "elena@example.org", password
    out = io.StringIO()
    call_command("create_first_staff", stdout=out)
    return out.getvalue()


def test_first_account_can_sign_in_with_the_password_that_is_shown(settings, client):
    password = said(settings).split("password ")[1].split()[0]

    assert client.login(username="elena@example.org", password=password)


def test_given_password_is_used(settings, client):
    said(settings, password="станция-42")

    assert client.login(username="elena@example.org", password="станция-42")


def test_second_run_changes_nothing_and_shows_no_password(settings):
    said(settings)
    before = User.objects.values_list("password", flat=True).get()

    assert "password" not in said(settings)
    assert User.objects.values_list("password", flat=True).get() == before
