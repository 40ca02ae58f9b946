from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.shared.clients import LikeProgram
from hub.shared.fields import CharField, TextField
from interest_forms.models.deciding import HAS_ITS_OUTCOME, Decidable
from interest_forms.models.sent import Sent, SentQuerySet, some_digits
from partners.models import ActionGroup
from places.models import Photo, Place

if TYPE_CHECKING:
    from partners.models import User


def new_report_code() -> str:
    """Seven digits: one more than a submission's, so that they are never confused."""
    return some_digits(7)


class TakedownReportQuerySet(SentQuerySet):
    def managed_by(self, user: "User") -> Self:
        """Reports to the user's action groups. A superuser manages every one.

        A report follows its picture when that goes to another group.
        """
        if user.is_superuser:
            return self
        mine = user.memberships.values("group")
        return self.filter(Q(photo__group__in=mine) | Q(photo=None, group__in=mine))

    def waiting(self) -> Self:
        """Not answered yet; oldest first."""
        return self.filter(decided=None).order_by("received", "pk")

    def about(self, photo: Photo) -> Self:
        return self.filter(photo=photo)


class TakedownReport(Sent, Decidable):
    """Somebody without an account says that something is wrong with a picture."""

    class Reason(models.TextChoices):
        ME = "me", _("I am in it")
        CHILD = "child", _("My child is in it")
        RIGHTS = "rights", _("It is my photograph, or my family's")
        SACRED = "sacred", _("It shows a place that is sacred or dangerous")
        WRONG = "wrong", _("What it says is wrong")
        OTHER = "other", _("Something else")

    receipt = "interest_forms:takedown-detail"
    # Reasons for which the picture is hidden first and looked at second.
    HIDES_AT_ONCE = (Reason.ME, Reason.CHILD, Reason.RIGHTS)

    class Outcome(models.TextChoices):
        RESTORED = "restored", _("shown")
        REMOVED = "removed", _("taken down for good")
        ANSWERED = "answered", _("answered")

    class Answer(models.TextChoices):
        """What a moderator can say with one click, in the reporter's language."""

        REMOVED = "removed", _("We have taken the picture down for good.")
        AGREED = (
            "agreed",
            _(
                "We asked, and the people in the picture, or the one who took it,"
                " agree that it is shown."
            ),
        )
        NOBODY = (
            "nobody",
            _("We looked closely: nobody can be recognised, so the picture stays."),
        )
        CORRECTED = "corrected", _("Thank you: we have corrected it.")
        UNCLEAR = (
            "unclear",
            _("We could not tell what is wrong. Please write to us in more words."),
        )

    code = models.CharField(
        _("code"), max_length=7, unique=True, default=new_report_code, editable=False
    )
    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        null=True,
        related_name="takedown_reports",
        verbose_name=_("group"),
    )
    place = models.ForeignKey(
        Place,
        models.SET_NULL,
        null=True,
        related_name="takedown_reports",
        verbose_name=_("place"),
    )
    photo = models.ForeignKey(
        Photo,
        models.SET_NULL,
        null=True,
        related_name="takedown_reports",
        verbose_name=_("photo"),
    )
    reason = models.CharField(_("what is wrong"), max_length=6, choices=Reason)
    text = TextField(_("in words"), max_length=2000, blank=True)
    contact = CharField(_("telephone or e-mail"), max_length=120, blank=True)
    held = models.CharField(
        _("held for checking"), max_length=8, choices=LikeProgram, blank=True
    )
    has_hidden = models.BooleanField(_("has hidden the picture"), default=False)

    outcome = models.CharField(
        _("decision"), max_length=8, choices=Outcome, blank=True, editable=False
    )
    answer = models.CharField(
        _("answer"), max_length=9, choices=Answer, blank=True, editable=False
    )
    person_deleted = models.DateTimeField(
        _("words and contact deleted"), null=True, editable=False
    )

    objects = TakedownReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports about pictures")
        constraints = [
            models.CheckConstraint(
                name="decided_report_has_its_outcome",
                condition=HAS_ITS_OUTCOME,
            )
        ]
        indexes = [
            models.Index(
                fields=["received"],
                condition=Q(decided=None),
                name="report_waits_for_answer",
            )
        ]

    def __str__(self):
        return f"{self.code[:3]} {self.code[3:]}"

    @property
    def owner_id(self) -> int | None:
        """The id of the group that answers."""
        return self.photo.group_id if self.photo else self.group_id
