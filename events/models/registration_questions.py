from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.registration_sheets import RegistrationSheet
from events.models.registrations import Registrant
from hub.shared.fields import CharField, TextField

LONGEST_ANSWER = 300


class RegistrationQuestion(models.Model):
    """What the group asks those who register for a date, beside their name."""

    sheet = models.ForeignKey(
        RegistrationSheet, models.CASCADE, related_name="questions"
    )
    text = CharField(_("question"), max_length=200)
    choices = TextField(
        _("answers to choose from"),
        blank=True,
        help_text=_("One line for each. Left open: people answer in their own words."),
    )
    is_required = models.BooleanField(_("has to be answered"), default=False)

    class Meta:
        verbose_name = _("question to those who register")
        verbose_name_plural = _("questions to those who register")
        ordering = ["pk"]

    def __str__(self):
        return self.text

    @property
    def field(self) -> str:
        """The name of its field in the form."""
        return f"question-{self.pk}"

    @property
    def lines(self) -> list[str]:
        """The answers to choose from, in the reader's language."""
        lines = (line.strip() for line in (self.choices or "").splitlines())
        return [line[:LONGEST_ANSWER] for line in lines if line]


class RegistrationAnswer(models.Model):
    """What somebody answered, as she read it; deleted together with her name."""

    registrant = models.ForeignKey(Registrant, models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        RegistrationQuestion, models.CASCADE, related_name="answers"
    )
    text = CharField(_("answer"), max_length=LONGEST_ANSWER)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["registrant", "question"], name="question_is_answered_once"
            )
        ]

    def __str__(self):
        return self.text
