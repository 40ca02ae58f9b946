"""Settings of the test suite: real PostGIS and Redis, files under a folder of its own."""

from hub.settings.base import *  # noqa: F403 -- settings are layered this way

SECRET_KEY = "for-tests-only-" * 4
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
HUB_VERSION_SECONDS = 0
