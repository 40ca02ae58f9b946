"""The portal as it runs, on the servers that `make bench` has started."""

from hub.settings.test import *  # noqa: F403 -- settings are layered this way

HUB_VERSION_SECONDS = 2
HUB_FORM_MIN_SECONDS = 0
LOGGING_CONFIG = None
