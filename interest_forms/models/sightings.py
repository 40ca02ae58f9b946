import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone


class SightingQuerySet(models.QuerySet):
    def of_last(self, hours: int) -> Self:
        return self.filter(at__gt=timezone.now() - timedelta(hours=hours))

    def forms(self) -> set[uuid.UUID]:
        """The keys of the forms that were sent."""
        return set(self.values_list("form", flat=True))


class Sighting(models.Model):
    """One sending of a form, as far as it tells people from programs. Kept for a day.

    Nothing in it is readable: networks and words are keyed hashes of one day.
    """

    form = models.UUIDField(db_index=True)
    # When the page was opened, in seconds since 1970, as the form's key says.
    opened = models.BigIntegerField()
    client_key = models.CharField(max_length=64, db_index=True)
    # The network around the client: an IPv4 /24, an IPv6 /48.
    network_key = models.CharField(max_length=64, db_index=True)
    text_key = models.CharField(max_length=64, blank=True, db_index=True)
    has_script = models.BooleanField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = SightingQuerySet.as_manager()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
