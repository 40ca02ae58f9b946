from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import TextField
from partners.models import ActionGroup
from places.models import Photo

if TYPE_CHECKING:
    from partners.models import User

LONGEST_WORDS = 1000


class CannedWordsQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Words of the user's action groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)


class CannedWords(models.Model):
    """What a group writes again and again: why not, or what it would like to know.

    `{place}` in the text stands for the place's name. The portal brings its own words
    for each code (`interest_forms.canned`); a group's words of the same code replace
    them.
    """

    class Purpose(models.TextChoices):
        DECLINE = "decline", _("to say no")
        ASK = "ask", _("to ask")

    class Question(models.TextChoices):
        WHERE = "where", _("where was it taken?")
        WHEN = "when", _("when was it taken?")
        AUTHOR = "author", _("does the author agree?")
        SHARPER = "sharper", _("is there a better copy?")

    OTHER = "other"

    group = models.ForeignKey(
        ActionGroup,
        models.CASCADE,
        related_name="canned_words",
        verbose_name=_("group"),
    )
    purpose = models.CharField(_("what for"), max_length=7, choices=Purpose)
    code = models.CharField(
        _("kind"),
        max_length=11,
        choices=[
            (_("to say no"), Photo.Reason.choices),
            (_("to ask"), [*Question.choices, (OTHER, _("another question"))]),
        ],
        default=OTHER,
    )
    text = TextField(
        _("text"),
        max_length=LONGEST_WORDS,
        help_text=_("{place} is replaced by the name of the place."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_used = models.BooleanField(
        _("offered"),
        default=True,
        help_text=_("Take the tick away to offer no words of this kind."),
    )

    objects = CannedWordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("ready-made text")
        verbose_name_plural = _("ready-made texts")
        ordering = ["purpose", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "purpose", "code"],
                condition=~models.Q(code="other"),
                name="group_has_its_own_words_of_a_kind_once",
            )
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.get_code_display()}"

    def clean(self):
        kinds = {
            self.Purpose.DECLINE: Photo.Reason.values,
            self.Purpose.ASK: [*self.Question.values, self.OTHER],
        }
        if self.purpose and self.code not in kinds[self.purpose]:
            wrong = _("Choose a kind that goes with “%(purpose)s”.")
            told = wrong % {"purpose": self.get_purpose_display()}
            raise ValidationError({"code": told})
