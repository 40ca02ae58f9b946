"""The Celery application. Its settings stand in `hub.settings.base`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.dev")

app = Celery("megdan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
