from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField
from interest_forms.models.submissions import Submission


class PaperConsent(models.Model):
    """The photograph of a consent signed on paper. Private, kept like an original.

    One sheet may bear the signatures of several people: their rows share its file.
    """

    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="paper_consents"
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    format = models.CharField(max_length=4)
    name = CharField(_("file name"), max_length=200)
    received = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("consent on paper")
        verbose_name_plural = _("consents on paper")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "sha256"], name="sheet_is_kept_once"
            )
        ]

    def __str__(self):
        return self.name
