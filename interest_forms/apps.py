from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterestFormsConfig(AppConfig):
    name = "interest_forms"
    verbose_name = _("What residents send")
