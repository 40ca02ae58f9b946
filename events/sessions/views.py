"""The pictures of speakers."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from events.models import Speaker
from hub.shared.pages import immutable


def portrait(request, pk, digest):
    """Who speaks at an event that is shown; the address changes with the picture."""
    shown = Speaker.objects.filter(event__published__isnull=False)
    speaker = get_object_or_404(shown, pk=pk, portrait_digest=digest)
    picture = bytes(speaker.portrait)
    return immutable(HttpResponse(picture, content_type="image/webp"), shared=30)
