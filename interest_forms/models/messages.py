from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import TextField


class Message(models.Model):
    """One turn of the talk between the moderators and the sender."""

    submission = models.ForeignKey(
        "interest_forms.Submission", models.CASCADE, related_name="messages"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("empty: the sender"),
    )
    text = TextField(_("text"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:60]
