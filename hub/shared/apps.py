from django.apps import AppConfig


class SharedConfig(AppConfig):
    name = "hub.shared"
    label = "shared"
