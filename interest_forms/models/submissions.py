from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Self

from django.conf import settings
from django.contrib.gis.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField
from interest_forms.models.holding import Holdable
from interest_forms.models.messages import Message
from interest_forms.models.sent import Sent, SentQuerySet, some_digits
from interest_forms.models.team import Note
from partners.models import ActionGroup, Territory
from places.models import Photo, Place
from places.rights import RightsStatement

# Days after which a waiting submission is told to the moderators in colour.
AMBER_DAYS, RED_DAYS = 3, 7


def new_code() -> str:
    """Six digits that can be written on paper."""
    return some_digits(6)


def needs_guardian(children: str, under_age: int | None) -> bool:
    """Whether a guardian has to agree: for other people's children, or the sender."""
    return children == Submission.Children.OTHERS or under_age is not None


class SubmissionQuerySet(SentQuerySet):
    def waiting(self) -> Self:
        """With a photo a moderator is to decide on; oldest first."""
        photos = Photo.objects.pending().filter(submission=OuterRef("pk"))
        return self.filter(Exists(photos)).order_by("received", "pk")

    def in_queue(self) -> Self:
        """Waiting, and sent by a person as far as we can tell."""
        return self.waiting().filter(held="")

    def tally(self) -> dict[str, int]:
        """How many wait, how many of them for long, and how many are held."""
        now = timezone.now()
        free = Q(held="")
        amber = free & Q(received__lt=now - timedelta(days=AMBER_DAYS))
        red = free & Q(received__lt=now - timedelta(days=RED_DAYS))
        return (
            self.waiting()
            .order_by()
            .aggregate(
                waiting=Count("pk", filter=free),
                amber=Count("pk", filter=amber),
                red=Count("pk", filter=red),
                held=Count("pk", filter=~free),
            )
        )

    def older_than(self, days: int) -> Self:
        return self.filter(received__lt=timezone.now() - timedelta(days=days))

    def with_photos(self) -> Self:
        """Fetch the photos, in the order they were sent, into `sent_photos`."""
        photos = Photo.objects.select_related("place", "camera_record")
        photos = photos.order_by("position", "pk")
        return self.prefetch_related(Prefetch("photos", photos, "sent_photos"))

    def with_counts(self) -> Self:
        """How many photos there are, and how many wait for a decision."""
        return self.annotate(
            photo_count=Count("photos"),
            pending_count=Count("photos", filter=Q(photos__state=Photo.State.PENDING)),
        )

    def with_person(self) -> Self:
        """That still hold a name, a contact or a talk."""
        messages = Message.objects.filter(submission=OuterRef("pk"))
        written = (~Q(**{name: ""}) for name in Submission.PERSONAL)
        notes = Note.objects.filter(submission=OuterRef("pk"))
        kept = Q(Exists(messages)) | Q(Exists(notes))
        return self.filter(reduce(or_, written, kept))

    def unused_for(self, days: int) -> Self:
        """Neither sent, decided nor spoken about for so many days."""
        since = timezone.now() - timedelta(days=days)
        of_this = {"submission": OuterRef("pk")}
        return self.older_than(days).exclude(
            Exists(Photo.objects.filter(decided__gte=since, **of_this))
            | Exists(Message.objects.filter(at__gte=since, **of_this))
        )

    def getting_letters(self) -> Self:
        """Whose senders confirmed an e-mail address and want to be written to."""
        written_to = self.filter(contact_confirmed__isnull=False, letters_refused=None)
        return written_to.exclude(contact="")


class Submission(Sent, Holdable):
    """Photographs that a resident sent in one form, with her personal data.

    What is published (the photo's credit, caption and place) stands on the photo and
    never depends on this row.
    """

    class Author(models.TextChoices):
        SENDER = "sender", _("I did")
        OTHER = "other", _("somebody else, who agrees")
        ALBUM = "album", _("it is an old family photograph")

    class People(models.TextChoices):
        NONE = "none", _("no")
        AGREE = "agree", _("yes, and they agree")
        PUBLIC = "public", _("yes, in a crowd or at a public event")

    class Children(models.TextChoices):
        NONE = "none", _("no children")
        OWN = "own", _("yes; I am their parent or guardian and I agree")
        OTHERS = "others", _("yes, children of other people")

    class Credit(models.TextChoices):
        NAME = "name", _("the name")
        INITIALS = "initials", _("the initials")
        NONE = "none", _("no name")

    receipt = "interest_forms:receipt-detail"
    # Words about persons: deleted when their time is over.
    PERSONAL = ("sender_name", "contact", "author_name", "guardian_said")

    code = models.CharField(
        _("code"), max_length=6, unique=True, default=new_code, editable=False
    )
    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        verbose_name=_("group"),
    )
    place = models.ForeignKey(
        Place,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
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
    point = models.PointField(_("position shown on the map"), null=True, blank=True)
    place_text = CharField(_("place in words"), max_length=200, blank=True)
    author = models.CharField(_("who took it"), max_length=6, choices=Author)
    author_name = CharField(_("author or album"), max_length=100, blank=True)
    people = models.CharField(
        _("people who can be recognised"), max_length=6, choices=People, blank=True
    )
    children = models.CharField(
        _("children"), max_length=6, choices=Children, blank=True
    )
    under_age = models.PositiveSmallIntegerField(
        _("the sender is younger than"), null=True, blank=True
    )
    guardian_said = CharField(
        _("which guardian agreed, and how"), max_length=200, blank=True
    )
    guardian_agreed = models.DateTimeField(
        _("guardian agreed"), null=True, blank=True, editable=False
    )
    credit_kind = models.CharField(
        _("name under the photo"), max_length=8, choices=Credit, default=Credit.NONE
    )
    sender_name = CharField(_("name"), max_length=100, blank=True)
    contact = CharField(_("telephone or e-mail"), max_length=120, blank=True)
    contact_confirmed = models.DateTimeField(
        _("e-mail address confirmed"), null=True, blank=True, editable=False
    )
    contact_deleted = models.DateTimeField(
        _("contact deleted that nobody confirmed"), null=True, editable=False
    )
    letters_refused = models.DateTimeField(
        _("wants no letters"), null=True, blank=True, editable=False
    )
    rights = models.CharField(_("rights"), max_length=12, choices=RightsStatement)
    consent_version = models.CharField(_("version of the consent"), max_length=10)
    consented = models.DateTimeField(_("consent given"), default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
        help_text=_("empty: the sender herself"),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("given to"),
    )
    opinion_wanted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("asks for a second opinion"),
    )
    is_trusted = models.BooleanField(
        _("trusted contributor"), default=False, editable=False
    )
    person_deleted = models.DateTimeField(
        _("name, contact and messages deleted"), null=True, editable=False
    )
    thanked = models.DateTimeField(
        _("thanked the moderators"), null=True, editable=False
    )
    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        indexes = [
            models.Index(
                fields=["contact"],
                condition=~Q(contact=""),
                name="submission_by_contact",
            ),
            models.Index(
                fields=["sender_name"],
                condition=~Q(sender_name=""),
                name="submission_by_sender_name",
            ),
            models.Index(
                F("is_trusted").desc(), "received", "id", name="submission_in_queue"
            ),
            models.Index(
                fields=["contact_confirmed"],
                condition=Q(contact_confirmed__isnull=False),
                name="submission_gets_letters",
            ),
        ]

    def __str__(self):
        return f"{self.code[:3]} {self.code[3:]}"

    @property
    def credit(self) -> str:
        """What stands under the photos: name, initials or nothing."""
        name = self.author_name or self.sender_name
        if self.credit_kind == self.Credit.NAME:
            return name
        if self.credit_kind == self.Credit.INITIALS:
            initials = " ".join(f"{word[0]}." for word in name.split())
            return initials[: Photo._meta.get_field("credit").max_length]  # noqa: SLF001 -- the public way to a field
        return ""

    @property
    def has_email(self) -> bool:
        return "@" in self.contact

    @property
    def gets_letters(self) -> bool:
        """Whether she confirmed an e-mail address and wants to be written to."""
        is_open = self.contact_confirmed and not self.letters_refused
        return bool(is_open and self.contact)

    @property
    def awaits_guardian(self) -> bool:
        """Whether nothing may be shown before a guardian has agreed."""
        is_needed = needs_guardian(self.children, self.under_age)
        return is_needed and self.guardian_agreed is None

    @property
    def days_waiting(self) -> int:
        return (timezone.now() - self.received).days
