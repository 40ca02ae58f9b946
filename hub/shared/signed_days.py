"""Days on which something was signed: no paper is signed tomorrow."""

from datetime import date
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def check_signed(day: date, zone: ZoneInfo) -> None:
    """Raises `ValidationError` for a day that is still to come by that clock."""
    if day > timezone.localdate(timezone=zone):
        raise ValidationError(
            _("This day is still to come. Write the day on which it was signed.")
        )
