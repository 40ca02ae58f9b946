"""Make the first staff account of a new portal, and say how to sign in."""

import secrets

from django.conf import settings
from django.core.management.base import BaseCommand

from partners.models import User


class Command(BaseCommand):
    """Does nothing when there is a superuser already."""

    help = "Create the first staff account from ADMIN_EMAIL and ADMIN_PASSWORD."

    def handle(self, *args, **options):
        first = User.objects.filter(is_superuser=True).order_by("pk").first()
        if first:
            self.stdout.write(f"Staff sign in at /admin/ as {first.email}.")
            return
        password = settings.ADMIN_PASSWORD or secrets.token_urlsafe(12)
        User.objects.create_superuser(settings.ADMIN_EMAIL, password)
        self.stdout.write(
            f"Staff sign in at /admin/ as {settings.ADMIN_EMAIL},"
            f" password {password} (shown this once: change it there)."
        )
