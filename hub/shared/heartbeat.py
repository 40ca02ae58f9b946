"""Signs of life, for `/readyz`."""

from django.utils import timezone

from hub.shared.models import Heartbeat


def note_alive(name: str) -> None:
    """Note that this part of the portal works."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})
