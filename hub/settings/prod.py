"""Settings of a running portal."""

from django.core.exceptions import ImproperlyConfigured

from hub.settings.base import *  # noqa: F403 -- settings are layered this way
from hub.settings.base import (
    SECRET_KEY,
    SENTRY_DSN,
    SILENCED_SYSTEM_CHECKS,
    SITE_URL,
)

if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    message = "Set SECRET_KEY to at least 50 random characters (see README.md)."
    raise ImproperlyConfigured(message)

CSRF_TRUSTED_ORIGINS = [SITE_URL]
if SITE_URL.startswith("https://"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = True
    # Only this host is ours to promise for: neither its subdomains nor the browsers'
    # preload list.
    SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

if SENTRY_DSN:
    import sentry_sdk

    sentry_sdk.init(dsn=SENTRY_DSN, send_default_pii=False)
