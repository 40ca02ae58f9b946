"""The portal as browsers meet it in tests: real servers, static files unhashed."""

from hub.settings.test import *  # noqa: F403 -- settings are layered this way
from hub.settings.test import CELERY_BEAT_SCHEDULE, MIDDLEWARE

MIDDLEWARE = [
    MIDDLEWARE[0],
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *MIDDLEWARE[1:],
]
# A browser waits this long before it sends what a script has filled in.
HUB_FORM_MIN_SECONDS = 1
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# All packs of the demonstration would keep the processors busy while others are tested:
# who tests one makes it.
del CELERY_BEAT_SCHEDULE["hub.packs.tasks.make_due_packs"]
