"""Packs for the road."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from hub.packs.models import OfflinePack
from tests.factories.partners import ActionGroupFactory


class OfflinePackFactory(DjangoModelFactory):
    """A pack that was made once; its one file is not there."""

    class Meta:
        model = OfflinePack

    group = factory.SubFactory(ActionGroupFactory)
    language = "bg"
    state = OfflinePack.State.READY
    version = 1
    made = factory.LazyFunction(timezone.now)
    size = 400
    counts = {"place": 1}
    files = {"/bg/map/": ["0" * 64, 400, "text/html", 1]}
