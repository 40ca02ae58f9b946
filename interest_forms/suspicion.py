"""What speaks for a program having sent a form, and how much.

A suspected submission waits in a lane of its own until somebody has looked: it is never
lost, and the sender is told nothing else than everybody. No single sign that a person
may give (a page without script, a link, an address shared by a village) is enough.
"""

import re
import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from hub.shared.audit import record
from hub.shared.clients import daily_key
from hub.shared.text import fold
from interest_forms.models import (
    EventProposal,
    ExpressionOfInterest,
    Sighting,
    Submission,
)
from interest_forms.models.holding import Holdable
from places.models import Photo

Held = Holdable.Held
# What is sent by the forms that are weighed, as the audit trail calls it.
SENT = {
    Submission: "submission",
    EventProposal: "proposal",
    ExpressionOfInterest: "interest",
}

# From so many points on a submission is set apart.
HELD_AT = 60
# Bits at the beginning of the script's answer that are zero: about a second of work
# for a cheap phone. `static/interest_forms/proof.js` does the same sum.
PROOF_BITS = 12
LONGEST_PROOF = 12
# Shorter captions are the same for many: "church", "the river".
SHORTEST_TELLING_TEXT = 20
LINK = re.compile(r"https?:|www\.|\[url|\.(com|net|ru|top|xyz|shop)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of one sending."""

    form: uuid.UUID
    opened: int
    client_key: str
    network_key: str
    names_languages: bool
    has_script: bool
    filled_trap: bool
    is_hasty: bool
    caption: str
    words: str
    name: str
    files: Sequence[str]

    @property
    def text_key(self) -> str:
        folded = fold(self.caption)
        return daily_key(folded) if len(folded) >= SHORTEST_TELLING_TEXT else ""

    def others(self, hours: int = 1):
        """What other forms were sent in the last hours."""
        return Sighting.objects.of_last(hours).exclude(form=self.form)


def has_worked(key: str, proof: str) -> bool:
    """Whether the page's script has found a number that only trying finds."""
    if not proof.isascii() or not proof.isdigit() or len(proof) > LONGEST_PROOF:
        return False
    digest = sha256(f"{key}:{proof}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - PROOF_BITS) == 0


# ---- Each sign says which forms (this one, others before it) it speaks against.

Forms = Collection[uuid.UUID]
NONE: Forms = frozenset()


def this_if(is_so: bool, evidence: Evidence) -> Forms:
    return {evidence.form} if is_so else NONE


def replayed(evidence: Evidence) -> Forms:
    """One form's key, with pictures and words that are not those of the first time."""
    earlier = Sighting.objects.filter(form=evidence.form)
    first = earlier.order_by("pk").first()
    photos = Photo.objects.filter(submission__key=evidence.form)
    if first is None or photos.filter(sha256__in=evidence.files).exists():
        return NONE
    is_other = evidence.text_key != first.text_key or (
        evidence.client_key != first.client_key
    )
    is_again = earlier.count() >= settings.HUB_RESENT_HELD_AFTER
    return this_if((is_other and photos.exists()) or is_again, evidence)


def opened_together(evidence: Evidence) -> Forms:
    """Many pages opened in one moment in one network, none of which ran its script."""
    if evidence.has_script:
        return NONE
    moment = (evidence.opened - 3, evidence.opened + 3)
    found = evidence.others().filter(
        network_key=evidence.network_key, has_script=False, opened__range=moment
    )
    forms = found.forms()
    return {evidence.form, *forms} if len(forms) >= 4 else NONE


def same_files(evidence: Evidence) -> Forms:
    """A picture that came in several other forms today."""
    since = timezone.now() - timedelta(hours=24)
    same = Photo.objects.filter(sha256__in=evidence.files, received__gt=since)
    same = same.exclude(submission=None).exclude(submission__key=evidence.form)
    forms = set(same.values_list("submission__key", flat=True))
    return {evidence.form, *forms} if len(forms) >= 3 else NONE


def same_text(evidence: Evidence) -> Forms:
    """A sentence that came in several other forms today."""
    if not evidence.text_key:
        return NONE
    forms = evidence.others(24).filter(text_key=evidence.text_key).forms()
    return {evidence.form, *forms} if len(forms) >= 4 else NONE


def too_many(evidence: Evidence) -> Forms:
    sent = [model.objects.from_client(evidence.client_key) for model in SENT]
    count = sum(rows.exclude(key=evidence.form).count() for rows in sent)
    return this_if(count >= settings.HUB_SUBMISSIONS_HELD_AFTER, evidence)


def busy_network(evidence: Evidence) -> Forms:
    found = evidence.others().filter(network_key=evidence.network_key)
    return this_if(len(found.forms()) >= settings.HUB_NETWORK_HELD_AFTER, evidence)


def plain_crowd(evidence: Evidence) -> Forms:
    """Many pages without script from one address."""
    plain = evidence.others().filter(client_key=evidence.client_key, has_script=False)
    many = len(plain.forms()) >= settings.HUB_PLAIN_HELD_AFTER
    return this_if(many and not evidence.has_script, evidence)


def flood(evidence: Evidence) -> Forms:
    """More than the portal is sent on its best days, and no page ran its script."""
    people = Submission.objects.filter(held="").values("key")
    count = evidence.others().filter(has_script=False, form__in=people).count()
    return this_if(count >= settings.HUB_FLOOD_HELD_AFTER, evidence)


@dataclass(frozen=True, slots=True)
class Sign:
    held: Held
    points: int
    against: Callable[[Evidence], Forms]


SIGNS = [
    Sign(Held.HONEYPOT, 100, lambda it: this_if(it.filled_trap, it)),
    Sign(Held.TOO_FAST, 100, lambda it: this_if(it.is_hasty, it)),
    Sign(Held.REPLAY, 100, replayed),
    Sign(Held.TOO_MANY, 100, too_many),
    Sign(Held.PARALLEL, 60, opened_together),
    Sign(Held.SAME_FILE, 60, same_files),
    Sign(Held.NETWORK, 60, busy_network),
    Sign(Held.PLAIN, 45, plain_crowd),
    Sign(Held.FLOOD, 45, flood),
    Sign(Held.SAME_TEXT, 45, same_text),
    Sign(Held.LINKS, 40, lambda it: this_if(bool(LINK.search(it.words)), it)),
    Sign(Held.LINK_NAME, 40, lambda it: this_if(bool(LINK.search(it.name)), it)),
    Sign(Held.PROGRAM, 40, lambda it: this_if(not it.names_languages, it)),
    Sign(Held.NO_SCRIPT, 15, lambda it: this_if(not it.has_script, it)),
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The signs that were seen, the weightiest first, and whether they are enough."""

    signs: tuple[str, ...]
    points: int
    # The forms sent before that the signs speak against as well.
    others: frozenset[uuid.UUID]

    @property
    def held(self) -> str:
        return self.signs[0] if self.points >= HELD_AT else ""

    @property
    def kept_signs(self) -> tuple[str, ...]:
        """What is told to moderators: nothing of what is not held."""
        return self.signs if self.held else ()


def judge(evidence: Evidence) -> Verdict:
    seen = [(sign, sign.against(evidence)) for sign in SIGNS]
    seen = [(sign, forms) for sign, forms in seen if forms]
    others = {form for _sign, forms in seen for form in forms} - {evidence.form}
    return Verdict(
        tuple(sign.held.value for sign, _forms in seen),
        sum(sign.points for sign, _forms in seen),
        frozenset(others),
    )


@transaction.atomic
def remember(evidence: Evidence, verdict: Verdict) -> None:
    """Keep for a day what was seen; set apart what now shows itself as one wave."""
    Sighting.objects.create(
        form=evidence.form,
        opened=evidence.opened,
        client_key=evidence.client_key,
        network_key=evidence.network_key,
        text_key=evidence.text_key,
        has_script=evidence.has_script,
    )
    if verdict.held:
        forms = {evidence.form, *verdict.others}
        for model, name in SENT.items():
            _set_apart(model.objects.filter(key__in=forms), verdict, name)


def _set_apart(rows: models.QuerySet, verdict: Verdict, name: str) -> None:
    # What a moderator has released keeps its signs, and is left alone.
    wave = list(rows.filter(held="", signs=[]))
    for row in wave:
        row.held = verdict.held
        row.signs = list(verdict.signs)
    rows.bulk_update(wave, ["held", "signs"])
    record(f"{name}.hold", wave)
