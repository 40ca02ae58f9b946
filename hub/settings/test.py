"""Settings of the test suite: real PostGIS, real Redis, files in a folder apart."""

from hub.settings.base import *  # noqa: F403 -- settings are layered this way

SECRET_KEY = "for-tests-only-" * 4
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
# Tables that `make test` has made, to be copied for each of its processes.
DATABASES["default"]["TEST"] = {  # noqa: F405
    "TEMPLATE": env.str("TEMPLATE_DATABASE", default="") or None  # noqa: F405
}
HUB_VERSION_SECONDS = 0
HUB_SENDS_LETTERS = True
# Senders see at once what was decided; the tests of undo wait.
HUB_UNDO_SECONDS = 0
# Nothing is collected before tests; Django's own live server finds static files.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
