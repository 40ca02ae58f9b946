from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce, Upper
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.models import Event, Tradition
from hub.shared.days import month_name, weekday_name
from hub.shared.fields import CharField, TextField, TitleKeyField
from hub.shared.roles import roles_of
from hub.shared.spelling import holds_as_written
from interest_forms.models.calls import InterestCall, Sought
from interest_forms.models.holding import Holdable
from interest_forms.models.sent import Sent, SentQuerySet, some_digits
from interest_forms.models.submissions import Submission
from partners.models import ActionGroup, Territory
from places.models import Place

if TYPE_CHECKING:
    from partners.models import User


def new_interest_code() -> str:
    """Nine digits: no submission, report or proposal has as many."""
    return some_digits(9)


# Chosen for the schedule, or further on the way.
_CHOSEN = ["accepted", "scheduled", "filmed", "processed", "published"]


class ExpressionOfInterestQuerySet(SentQuerySet):
    def managed_by(self, user: "User") -> Self:
        """Forms sent to the user's action groups. A superuser manages every one.

        By the groups' numbers: so the index of one group gives its forms in order.
        """
        if user.is_superuser:
            return self
        return self.filter(group__in=[one.group_id for one in roles_of(user)])

    def matching(self, text: str) -> Self:
        """Whose title, code or applicant holds the words."""
        named = ExpressionOfInterest.objects.filter(holds_as_written(text))
        digits = "".join(text.split())
        whose = Applicant.objects.filter(
            Q(name__icontains=text.strip()) | Q(organisation__icontains=text.strip())
        )
        return self.filter(
            Q(pk__in=named.values("pk"))
            | Q(pk__in=whose.values("form"))
            | Q(code=digits)
        )

    def in_lane(self) -> Self:
        """Sent by a person as far as we can tell."""
        return self.filter(held="")

    def untouched(self) -> Self:
        """Which nobody has looked at yet."""
        return self.filter(state=ExpressionOfInterest.State.SUBMITTED)

    def chosen(self) -> Self:
        """Which count against a call's quota: accepted, or further than that."""
        return self.filter(state__in=ExpressionOfInterest.CHOSEN)

    def rested_since(self, *, over: datetime, under_way: datetime) -> Self:
        """Whose last step was taken before: of those that are over, of the others."""
        last = Coalesce(Max("changes__at"), F("received"))
        is_over = Q(state__in=ExpressionOfInterest.OVER)
        ids = (
            self.order_by()
            .annotate(last=last)
            .filter(Q(is_over, last__lt=over) | Q(last__lt=under_way))
        )
        return self.filter(pk__in=ids.values("pk"))


class ExpressionOfInterest(Sent, Holdable):
    """An object that somebody wants filmed or digitised (заявяване на интерес).

    Who she is stands in `Applicant`, and is purged; photos she adds are an ordinary
    submission. What is published never depends on this row.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("form", "sent")
        SCREENING = "screening", pgettext_lazy("form", "being looked at")
        NEEDS_INFO = "needs_info", pgettext_lazy("form", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("form", "accepted")
        RESERVE = "reserve", pgettext_lazy("form", "reserve")
        DECLINED = "declined", pgettext_lazy("form", "declined")
        DUPLICATE = "duplicate", pgettext_lazy("form", "known already")
        SCHEDULED = "scheduled", pgettext_lazy("form", "has a day")
        FILMED = "filmed", pgettext_lazy("form", "filmed")
        PROCESSED = "processed", pgettext_lazy("form", "made ready")
        PUBLISHED = "published", pgettext_lazy("form", "published")
        WITHDRAWN = "withdrawn", pgettext_lazy("form", "withdrawn")

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        MANAGER = "manager", _("manager")
        BEARER = "bearer", _("bearer of the tradition")
        ORGANISER = "organiser", _("organiser")
        CHITALISHTE = "chitalishte", _("chitalishte (community centre)")
        MUNICIPALITY = "municipality", _("municipality")
        OTHER = "other", _("other")

    class Offer(models.TextChoices):
        PHOTO = "photo", _("photographs")
        VIDEO = "video", _("video")
        DRONE = "drone", _("pictures from the air")
        MODEL = "3d", _("a 3D model")
        AUDIO = "audio", _("a recorded talk")

    class Materials(models.TextChoices):
        """Who may allow the use of pictures, films or papers there are already."""

        OWN = "own", _("they are mine")
        AGREED = "agreed", _("somebody else’s, who agrees")
        UNKNOWN = "unknown", _("I do not know whose they are")

    receipt = "interest_forms:interest-detail"
    # Nothing more is done with them.
    OVER = (State.DECLINED, State.DUPLICATE, State.WITHDRAWN, State.PUBLISHED)
    # What the sender wrote herself: deleted too when nothing came of it.
    WORDS = ("title", "description", "place_text", "materials", "accessibility")
    CHOSEN = tuple(map(State, _CHOSEN))

    code = models.CharField(
        _("code"), max_length=9, unique=True, default=new_interest_code, editable=False
    )
    call = models.ForeignKey(
        InterestCall,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="forms",
        verbose_name=_("call"),
    )
    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interest_forms",
        verbose_name=_("group"),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.SUBMITTED,
        editable=False,
    )

    # The weighted mean of two people, from 0 to 5; none before both have scored.
    score = models.DecimalField(
        _("score"), max_digits=3, decimal_places=2, null=True, editable=False
    )
    is_disputed = models.BooleanField(
        _("the two differ widely"), default=False, editable=False
    )
    duplicate_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="duplicates",
        verbose_name=_("the same as"),
    )

    title = CharField(_("name of the object"), max_length=200)
    search = TitleKeyField()
    kind = models.CharField(_("kind"), max_length=9, choices=Sought)
    description = TextField(_("about it"), max_length=5000, blank=True)
    place = models.ForeignKey(
        Place,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="interest_forms",
        verbose_name=_("place"),
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settlement"),
    )
    point = models.PointField(_("position"), null=True, blank=True)
    place_text = CharField(_("place in words"), max_length=200, blank=True)
    # A feast has its day by its own rule: that day cannot be chosen.
    event = models.ForeignKey(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="interest_forms",
        verbose_name=_("event"),
    )
    tradition = models.ForeignKey(
        Tradition,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="interest_forms",
        verbose_name=_("tradition"),
    )
    role = models.CharField(_("the applicant is"), max_length=12, choices=Role)

    months = ArrayField(
        models.PositiveSmallIntegerField(choices=MONTHS),
        verbose_name=_("best months"),
        default=list,
        blank=True,
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=WEEKDAYS),
        verbose_name=_("best weekdays"),
        default=list,
        blank=True,
    )
    from_hour = models.TimeField(_("from"), null=True, blank=True)
    until_hour = models.TimeField(_("until"), null=True, blank=True)

    offers = ArrayField(
        models.CharField(max_length=5, choices=Offer),
        verbose_name=_("what may be made"),
        default=list,
        blank=True,
    )
    materials = TextField(_("what there is already"), max_length=1000, blank=True)
    materials_rights = models.CharField(
        _("whose it is"), max_length=7, choices=Materials, blank=True
    )
    accessibility = TextField(_("getting there and about"), max_length=1000, blank=True)
    submission = models.OneToOneField(
        Submission,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="interest_form",
        verbose_name=_("photographs"),
    )

    consent_version = models.CharField(_("version of the consent"), max_length=10)
    consented = models.DateTimeField(_("consent given"), default=timezone.now)
    film_agreed = models.BooleanField(_("agrees that it is filmed"), default=False)
    naming_agreed = models.BooleanField(
        _("agrees that the public schedule names it"), default=False
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
        help_text=_("empty: the applicant herself"),
    )
    person_deleted = models.DateTimeField(
        _("name and contact deleted"), null=True, editable=False
    )

    objects = ExpressionOfInterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("expression of interest")
        verbose_name_plural = _("expressions of interest")
        constraints = [
            models.CheckConstraint(
                name="interest_ends_after_it_begins",
                condition=Q(from_hour=None)
                | Q(until_hour=None)
                | Q(until_hour__gt=F("from_hour")),
            )
        ]
        indexes = [
            models.Index(
                fields=["group", "state", "received", "id"],
                name="interest_on_the_board",
            ),
            models.Index(
                fields=["call", "state", "received", "id"],
                name="interest_of_a_call",
            ),
            models.Index(
                fields=["group", "-received", "-id"], name="interest_in_the_table"
            ),
            models.Index(
                fields=["call", "kind", "territory"],
                condition=Q(state__in=_CHOSEN),
                name="interest_chosen",
            ),
            models.Index(
                fields=["id"],
                condition=Q(state="processed"),
                name="interest_made_ready",
            ),
            GinIndex(
                OpClass("search", name="gin_trgm_ops"), name="interest_search_trgm"
            ),
        ]

    def __str__(self):
        return self.title or self.spoken_code

    @property
    def best_times(self) -> list[str]:
        """Months, days of the week and hours that suit, each a line of words."""
        months = ", ".join(month_name(one) for one in sorted(self.months))
        weekdays = ", ".join(weekday_name(one) for one in sorted(self.weekdays))
        return [words for words in (months, weekdays, self.best_hours) if words]

    @property
    def best_hours(self) -> str:
        """ "10:00–12:00", or from or until when."""
        first = f"{self.from_hour:%H:%M}" if self.from_hour else ""
        last = f"{self.until_hour:%H:%M}" if self.until_hour else ""
        if first and last:
            return f"{first}–{last}"
        if first:
            return gettext("from %(hour)s") % {"hour": first}
        return gettext("until %(hour)s") % {"hour": last} if last else ""

    @property
    def offered(self) -> list[str]:
        """What may be made of it, in words."""
        return [str(self.Offer(one).label) for one in self.offers]

    @property
    def spoken_code(self) -> str:
        """The code in three groups of three, as it is written on paper."""
        return f"{self.code[:3]} {self.code[3:6]} {self.code[6:]}"


class Applicant(models.Model):
    """Who sent the form, and how to reach her: personal, deleted when it is over."""

    class Contact(models.TextChoices):
        PHONE = "phone", _("by telephone")
        EMAIL = "email", _("by e-mail")
        VISIT = "visit", _("in person")

    form = models.OneToOneField(
        ExpressionOfInterest, models.CASCADE, related_name="applicant"
    )
    name = CharField(_("name"), max_length=100, blank=True)
    organisation = CharField(_("organisation"), max_length=200, blank=True)
    # Bulgaria's number of a company or organisation.
    eik = models.CharField(_("EIK"), max_length=13, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    preferred = models.CharField(
        _("best reached"), max_length=5, choices=Contact, blank=True
    )
    # A guardian agrees that what is above is kept.
    under_age = models.PositiveSmallIntegerField(
        _("the sender is younger than"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("applicant")
        verbose_name_plural = _("applicants")
        indexes = [
            GinIndex(
                OpClass(Upper(column), name="gin_trgm_ops"),
                name=f"applicant_{column}_trgm",
            )
            for column in ("name", "organisation")
        ]

    def __str__(self):
        return self.name or self.organisation
