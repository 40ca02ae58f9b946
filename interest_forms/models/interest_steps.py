"""The days of a form of interest, and the steps it has taken."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.days import span_words
from hub.shared.fields import TextField
from interest_forms.models.interest import ExpressionOfInterest


class FixedDate(models.Model):
    """A day on which the object can be filmed, and no other."""

    form = models.ForeignKey(
        ExpressionOfInterest, models.CASCADE, related_name="fixed_dates"
    )
    day = models.DateField(_("day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("fixed date")
        verbose_name_plural = _("fixed dates")
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                name="fixed_date_ends_after_it_begins",
                condition=Q(last_day__gte=F("day")),
            ),
            models.UniqueConstraint(
                fields=["form", "day"], name="fixed_date_is_named_once"
            ),
        ]

    def __str__(self):
        return str(self.day)

    @property
    def words(self) -> str:
        return span_words(self.day, self.last_day)


class StateChange(models.Model):
    """One step of a form on its way: written once, with who, when and why.

    An answer for which nobody waits is a step to where it stood.
    """

    form = models.ForeignKey(
        ExpressionOfInterest, models.CASCADE, related_name="changes"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    before = models.CharField(max_length=10, choices=ExpressionOfInterest.State)
    after = models.CharField(max_length=10, choices=ExpressionOfInterest.State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
        help_text=_("empty: the applicant herself"),
    )
    # Read by the applicant on her receipt; forgotten with her name.
    reason = TextField(_("why"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"], name="step_was_taken")]

    def __str__(self):
        return f"{self.before} → {self.after}"

    @property
    def is_answer(self) -> bool:
        """Whether the applicant answers here what she was asked."""
        state = ExpressionOfInterest.State
        answered = (state.NEEDS_INFO, state.SCREENING)
        is_first = (self.before, self.after) == answered
        return self.by_id is None and (is_first or self.moves_nothing)

    @property
    def moves_nothing(self) -> bool:
        return self.before == self.after
