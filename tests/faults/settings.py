"""Settings of the workers that are killed: everything runs out sooner."""

from hub.settings.test import *  # noqa: F403 -- settings are layered this way

HUB_LEASE_SECONDS = 4
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **CELERY_BROKER_TRANSPORT_OPTIONS,  # noqa: F405
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "health_check_interval": 2,
}
