"""Settings for a developer's machine."""

from hub.settings.base import *  # noqa: F403 -- settings are layered this way

DEBUG = True
SECRET_KEY = SECRET_KEY or "development-only"  # noqa: F405 -- never deployed
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
