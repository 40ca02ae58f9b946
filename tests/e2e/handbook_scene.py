"""What lies on the desk in the handbook's pictures: the demonstration's photographs.

Laid out inside the portal whose pictures are taken. The people are made up.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from interest_forms.models import Note, Submission, TakedownReport
from partners.models import ActionGroup, Membership, User
from places.models import Photo, Place

EMAIL, PASSWORD = "elena@example.org", "for-the-pictures"
DESK, TWIN, TEAM, ERASED = "100001", "100002", "100003", "100004"
WORDS = {
    "bg": {
        "staff": ("Елена", "Иван"),
        "senders": ("Мария Иванова", "Петър Колев", "Йорданка Димитрова"),
        "waterfall": "Примерна снимка: водопад",
        "church": "Примерна снимка: църква и площадът пред нея",
        "tree": "Примерна снимка: цъфнало дърво",
        "note": "Питах в читалището: снимката е правена на събора.",
        "report": "Аз съм на снимката и не искам да се показва.",
    },
    "en": {
        "staff": ("Elena", "Ivan"),
        "senders": ("Maria Ivanova", "Petar Kolev", "Yordanka Dimitrova"),
        "waterfall": "Sample photograph: a waterfall",
        "church": "Sample photograph: a church and its square",
        "tree": "Sample photograph: a tree in blossom",
        "note": "I asked at the library: it was taken at the fair.",
        "report": "I am in the picture and do not want it to be shown.",
    },
}


def lay_out(language: str) -> None:
    """Five submissions to one group in this language, a note, and a report."""
    words = WORDS[language]
    group = ActionGroup.objects.get(slug="mig-samokov")
    elena, ivan = (
        _member(email, name, group)
        for email, name in zip((EMAIL, "ivan@example.org"), words["staff"], strict=True)
    )
    maria, petar, yordanka = words["senders"]
    hers = {"contact": "maria@example.org", "contact_confirmed": timezone.now()}
    rows: list[tuple[str, str, str, int, str, dict[str, Any]]] = [
        (TWIN, "waterfall-turned.jpg", "sm-springs", 8, "waterfall", {}),
        (DESK, "church-square.jpg", "sm-petka", 4, "church", hers),
        ("100005", "waterfall-upright.jpg", "sm-springs", 2, "waterfall", {}),
        (TEAM, "blossoming-tree.webp", "sm-metropolitan", 1, "tree", {}),
        (ERASED, "iron-tower.jpg", "ts-176", 0, "church", hers),
    ]
    names = {TWIN: petar, TEAM: yordanka}
    for code, file, place, days, about, fields in rows:
        fields["sender_name"] = names.get(code, maria)
        fields["received"] = timezone.now() - timedelta(days=days, hours=2)
        fields["place"] = Place.objects.get(external_id=f"demo:{place}")
        submission = _sent(code, language=language, group=group, **fields)
        photo = Photo.objects.filter(camera_record__file_name=file)
        caption = {f"caption_{language}": words[about]}
        photo.update(
            submission=submission, place=fields["place"], group=group, **caption
        )
    team = Submission.objects.filter(code=TEAM)
    team.update(opinion_wanted_by=ivan, assigned_to=elena)
    Note.objects.filter(submission__code=TEAM).delete()
    Note.objects.create(submission=team.get(), author=ivan, text=words["note"])
    _report(words["report"], language)


def _member(email: str, name: str, group: ActionGroup) -> User:
    user, _is_new = User.objects.get_or_create(email=email)
    user.first_name = name
    user.set_password(PASSWORD)
    user.save()
    role = Membership.Role.COORDINATOR
    Membership.objects.get_or_create(user=user, group=group, defaults={"role": role})
    return user


def _sent(code: str, **fields: Any) -> Submission:
    asked = {"author": "sender", "rights": "by-sa", "consent_version": "2026-11b"}
    fields |= asked | {"credit_kind": Submission.Credit.NAME}
    new = fields | {"key": uuid.uuid4()}
    sent, _is_new = Submission.objects.update_or_create(
        code=code, defaults=fields, create_defaults=new
    )
    return sent


def _report(text: str, language: str) -> None:
    """Somebody is in the picture of the last one: it is hidden until it is decided."""
    photo = Photo.objects.get(submission__code=ERASED)
    Photo.objects.filter(pk=photo.pk).update(state=Photo.State.HIDDEN)
    TakedownReport.objects.all().delete()
    TakedownReport.objects.create(
        key=uuid.uuid4(),
        language=language,
        group=photo.group,
        place=photo.place,
        photo=photo,
        reason=TakedownReport.Reason.ME,
        text=text,
        has_hidden=True,
    )
