from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import TextField

# What is decided has an `outcome`, and nothing else has one.
HAS_ITS_OUTCOME = Q(decided=None, outcome="") | (
    Q(decided__isnull=False) & ~Q(outcome="")
)


class Decidable(models.Model):
    """What somebody of the staff decides once, and how its sender is answered.

    `outcome` and `answer` are chosen from what each model offers.
    """

    answer_text = TextField(_("answer in our own words"), blank=True, editable=False)
    # Empty: whoever sent it has taken it back.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided = models.DateTimeField(_("decided"), null=True, editable=False)

    class Meta:
        abstract = True
