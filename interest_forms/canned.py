"""Ready-made words for the sender: in her language, with the place's name in them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext, override

from hub.shared.audit import record
from hub.shared.translation import translated
from interest_forms.models import CannedWords, Submission
from partners.models import ActionGroup

if TYPE_CHECKING:
    from partners.models import User

FILE = Path(__file__).parent / "data" / "canned_words.json"
PLACE = "{place}"


@dataclass(frozen=True, slots=True)
class Canned:
    """`code` stays on the photo; `words` go to the sender, `label` to the moderator."""

    key: str
    code: str
    label: str
    words: str


@cache
def shipped() -> tuple[CannedWords, ...]:
    """The words the portal brings along; they belong to no group and are no rows."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(CannedWords(**row) for row in rows)


def canned_of(submission: Submission) -> dict[str, list[Canned]]:
    """What her group offers for each purpose, ready to be sent."""
    own = list(CannedWords.objects.filter(group=submission.group_id))
    replaced = {(row.purpose, row.code) for row in own if row.code != CannedWords.OTHER}
    rows = [row for row in shipped() if (row.purpose, row.code) not in replaced]
    rows += [row for row in own if row.is_used]
    rows.sort(key=lambda row: row.position)
    return {
        purpose: [_ready(row, submission) for row in rows if row.purpose == purpose]
        for purpose in CannedWords.Purpose.values
    }


def canned_for(submission: Submission, purpose: str) -> list[Canned]:
    """What her group offers for this purpose."""
    return canned_of(submission)[purpose]


def chosen(offered: Iterable[Canned], key: str) -> Canned | None:
    return next((one for one in offered if one.key == key), None)


def _ready(row: CannedWords, submission: Submission) -> Canned:
    is_other = row.code == CannedWords.OTHER
    with override(submission.language):
        name = str(submission.place or "") or gettext("the place")
        words = translated(row, "text", submission.language).value
    text = translated(row, "text").value
    label = Truncator(text).chars(60) if is_other else row.get_code_display()
    key = f"own-{row.pk}" if is_other else row.code
    # Only this one word is replaced: braces in a name or a text mean nothing.
    return Canned(key, row.code, label, words.replace(PLACE, name))


@transaction.atomic
def adopt_words(group: ActionGroup, *, by: "User") -> int:
    """Give the group copies of the portal's words, to make them its own."""
    known = set(group.canned_words.values_list("purpose", "code"))
    missing = [row for row in shipped() if (row.purpose, row.code) not in known]
    names = [field.name for field in CannedWords._meta.concrete_fields]  # noqa: SLF001 -- the public way
    kept = [name for name in names if name not in {"id", "group"}]
    CannedWords.objects.bulk_create(
        CannedWords(group=group, **{name: getattr(row, name) for name in kept})
        for row in missing
    )
    record("actiongroup.adopt_words", group, actor=by, count=len(missing))
    return len(missing)
