from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField
from interest_forms.models.interest import ExpressionOfInterest
from interest_forms.models.submissions import Submission


class Sheet(models.Model):
    """The photograph of a signed paper. Private, kept like an original.

    One sheet may speak of several rows: they share its file.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    format = models.CharField(max_length=4)
    name = CharField(_("file name"), max_length=200)
    received = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class PaperConsent(Sheet):
    """A consent to photographs, signed on paper."""

    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="paper_consents"
    )

    class Meta:
        verbose_name = _("consent on paper")
        verbose_name_plural = _("consents on paper")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "sha256"], name="sheet_is_kept_once"
            )
        ]


class PaperInterest(Sheet):
    """A form of interest, filled in and signed on paper."""

    form = models.ForeignKey(
        ExpressionOfInterest, models.CASCADE, related_name="sheets"
    )

    class Meta:
        verbose_name = _("form on paper")
        verbose_name_plural = _("forms on paper")
        constraints = [
            models.UniqueConstraint(
                fields=["form", "sha256"], name="form_sheet_is_kept_once"
            )
        ]
