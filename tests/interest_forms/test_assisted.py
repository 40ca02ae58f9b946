"""Staff enter for somebody at a meeting: her photos, her signed paper, her slip."""

import os
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from hub.shared.models import AuditEntry
from interest_forms import papers
from interest_forms.consent import CONSENT_VERSION, consent_text
from interest_forms.models import PaperConsent, Submission
from interest_forms.tasks import apply_retention
from partners.models import Membership
from places.models import Photo
from places.photos import originals
from tests.factories import MembershipFactory, PlaceFactory
from tests.originals import drawn

pytestmark = pytest.mark.django_db
ENTER = "/admin/interest_forms/submission/add/"


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    """These tests end where the worker begins."""
    monkeypatch.setattr("hub.shared.bell._ring_now", lambda task, args: None)


@pytest.fixture
def place():
    return PlaceFactory(name_bg="Старата чешма")


@pytest.fixture
def editor(client, place):
    role = Membership.Role.EDITOR
    user = MembershipFactory(group=place.group, role=role).user
    client.force_login(user)
    return user


def file(number, name):
    return SimpleUploadedFile(name, drawn(number), "image/jpeg")


def hidden(page, name):
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


def answers(key, **changes):
    return {
        "key": key,
        "sender_name": "Баба Цвета",
        "credit_kind": "name",
        "author": "sender",
        "rights": "by-sa",
        "people": "none",
        "children": "none",
        "language": "bg",
        "paper_version": "2026-11b",
        "signed_on": "2026-11-20",
        **changes,
    }


def add_files(client, photos=2, sheets=1):
    """First step: the files; the answers with which the second step is sent."""
    key = hidden(client.get(ENTER).text, "key")[0]
    page = client.post(
        ENTER,
        {
            **answers(key, sender_name=""),
            "act": "add",
            "photos": [file(n, f"снимка{n}.jpg") for n in range(photos)],
            "sheets": [file(90 + n, f"лист{n}.jpg") for n in range(sheets)],
        },
    ).text
    sent = answers(key, act="enter", kept_sheets=hidden(page, "kept_sheets"))
    sent["row"] = hidden(page, "row")
    for prefix in sent["row"]:
        sent[f"{prefix}-kept"] = hidden(page, f"{prefix}-kept")[0]
    return sent


def enter(client, sent, **rows):
    """Second step: the words of each photo, and off it goes."""
    for number, words in rows.items():
        prefix = sent["row"][int(number.removeprefix("row"))]
        sent.update({f"{prefix}-{name}": value for name, value in words.items()})
    return client.post(ENTER, sent)


def test_each_photo_keeps_its_own_words(client, editor, place):
    sent = add_files(client)

    answer = enter(
        client,
        sent,
        row0={"caption": "Чешмата", "where": "Старата чешма"},
        row1={"caption": "Сватба", "where": "на мегдана", "credit": "Фото Петров"},
    )

    submission = Submission.objects.get()
    first, second = submission.photos.order_by("position")
    assert (first.caption_bg, first.place, first.credit) == (
        "Чешмата",
        place,
        "Баба Цвета",
    )
    assert (second.caption_bg, second.place, second.credit) == (
        "Сватба",
        None,
        "Фото Петров",
    )
    assert (submission.place, submission.place_text) == (None, "на мегдана")
    assert (submission.group, submission.entered_by) == (place.group, editor)
    assert timezone.localdate(submission.consented).isoformat() == "2026-11-20"
    assert answer["Location"].endswith(f"/{submission.pk}/slip/")
    assert {photo.state for photo in (first, second)} == {"received"}
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", "actor")
    assert list(verbs) == [
        ("submission.receive", None),
        ("submission.enter", editor.pk),
    ]


def test_photos_of_one_place_make_a_submission_of_that_place(client, editor, place):
    where = {"where": "Старата чешма"}

    enter(client, add_files(client), row0=where, row1=where)

    assert Submission.objects.get().place == place


def test_choosing_a_place_for_the_rest_leaves_the_placed_alone(client, editor, place):
    other = PlaceFactory(group=place.group, name_bg="Мегданът")
    enter(client, add_files(client), row0={"where": "Старата чешма"})
    submission = Submission.objects.get()
    client.force_login(MembershipFactory(group=place.group).user)
    url = reverse("admin:interest_forms_submission_decide", args=[submission.pk])

    client.post(url, {"act": "place", "place": other.pk})

    photos = submission.photos.order_by("position")
    assert [photo.place for photo in photos] == [place, other]


def test_same_form_sent_twice_is_one_submission(client, editor):
    sent = add_files(client)

    enter(client, sent)
    enter(client, sent)

    assert Submission.objects.get().photos.count() == 2
    assert PaperConsent.objects.count() == 1


def test_paper_lies_apart_and_is_no_photo(client, editor, settings):
    enter(client, add_files(client))

    sheet = PaperConsent.objects.get()
    assert papers.path_of(sheet.sha256).read_bytes() == drawn(90)
    assert not originals.path_of(sheet.sha256).exists()
    assert not Photo.objects.filter(sha256=sheet.sha256).exists()


def test_missing_paper_name_and_photo_are_told_and_nothing_is_lost(client, editor):
    sent = add_files(client, photos=1, sheets=0)

    page = enter(client, {**sent, "sender_name": ""}, row0={"caption": "Чешмата"})

    assert page.status_code == 422
    assert "Чешмата" in page.text
    assert hidden(page.text, "row") == sent["row"]
    assert page.text.count('class="errorlist"') >= 2
    assert not Submission.objects.exists()


def test_photos_chosen_last_are_written_about_first(client, editor):
    sent = add_files(client, photos=1)

    page = enter(client, {**sent, "photos": [file(7, "нова.jpg")]})

    assert page.status_code == 422
    assert len(hidden(page.text, "row")) == 2


def test_photo_can_be_left_out_again(client, editor):
    sent = add_files(client)

    enter(client, sent, row0={"drop": "on"})

    assert Submission.objects.get().photos.count() == 1


def test_bad_file_is_named(client, editor):
    key = hidden(client.get(ENTER).text, "key")[0]
    bad = SimpleUploadedFile("писмо.pdf", b"%PDF-1.7 " + b"x" * 100, "image/jpeg")

    page = client.post(ENTER, {**answers(key), "act": "add", "photos": [bad]})

    assert "писмо.pdf" in page.text
    assert hidden(page.text, "row") == []


def test_children_of_others_wait_for_a_guardian(client, editor):
    sent = add_files(client)

    enter(client, {**sent, "people": "agree", "children": "others"})

    assert Submission.objects.get().awaits_guardian


def test_slip_bears_code_day_and_address_in_her_language(client, editor):
    enter(client, {**add_files(client), "language": "el"})
    submission = Submission.objects.get()

    slip = client.get(f"/admin/interest_forms/submission/{submission.pk}/slip/")

    assert str(submission) in slip.text
    assert submission.get_absolute_url() in slip.text
    assert '<article class="slip" lang="el">' in slip.text
    assert "<svg" in slip.text
    assert "no-store" in slip["Cache-Control"]


def test_paper_is_seen_by_the_staff_of_the_group_alone(client, editor):
    enter(client, add_files(client))
    sheet = PaperConsent.objects.get()
    url = reverse(
        "admin:interest_forms_submission_paper", args=[sheet.submission_id, sheet.pk]
    )

    own = client.get(url)
    content = b"".join(own.streaming_content)
    client.force_login(MembershipFactory().user)
    other = client.get(url)
    public = Client().get(url)

    assert (own["Content-Type"], content) == ("image/jpeg", drawn(90))
    assert "no-store" in own["Cache-Control"]
    assert (other.status_code, public.status_code) == (404, 302)


def test_member_of_two_groups_chooses_one_of_hers(client, editor, place):
    second = MembershipFactory(user=editor, role=Membership.Role.EDITOR).group
    foreign = PlaceFactory().group

    page = client.get(ENTER)

    assert f"?group={place.group.pk}" in page.text
    assert f"?group={second.pk}" in page.text
    assert f"?group={foreign.pk}" not in page.text
    assert client.get(f"{ENTER}?group={foreign.pk}").status_code == 404


def test_place_of_another_group_is_only_words(client, editor):
    PlaceFactory(name_bg="Чуждото място")

    enter(client, add_files(client, photos=1), row0={"where": "Чуждото място"})

    photo = Photo.objects.get()
    assert (photo.place, photo.submission.place_text) == (None, "Чуждото място")


def test_form_is_proved_by_its_token(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)

    assert strict.post(ENTER, {"act": "add"}).status_code == 403


def test_paper_stays_as_long_as_a_photo_does(
    client, editor, django_capture_on_commit_callbacks
):
    enter(client, add_files(client))
    path = papers.path_of(PaperConsent.objects.get().sha256)
    Photo.objects.update(state=Photo.State.WITHDRAWN, decided=timezone.now())
    last = Photo.objects.last()
    Photo.objects.filter(pk=last.pk).update(state=Photo.State.PENDING)

    def run(days):
        with (
            time_machine.travel(timezone.now() + timedelta(days=days), tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            apply_retention()

    run(31)
    assert path.exists()
    Photo.objects.filter(pk=last.pk).update(state=Photo.State.WITHDRAWN)
    run(32)
    assert not path.exists()
    assert not PaperConsent.objects.exists()


def test_one_sheet_signed_by_two_goes_with_the_second(client, editor):
    enter(client, add_files(client))
    sheet = PaperConsent.objects.get()
    enter(client, add_files(client))
    assert PaperConsent.objects.count() == 2

    sheet.delete()
    papers.remove_unneeded([sheet.sha256])
    assert papers.path_of(sheet.sha256).exists()

    PaperConsent.objects.all().delete()
    papers.remove_unneeded([sheet.sha256])
    assert not papers.path_of(sheet.sha256).exists()


def test_paper_that_no_row_speaks_of_goes_after_a_day(settings):
    stray = settings.HUB_PAPERS / "ab" / ("ab" * 32)
    stray.parent.mkdir(parents=True)
    stray.touch()

    apply_retention()
    assert stray.exists()

    os.utime(stray, (0, 0))
    apply_retention()
    assert not stray.exists()


def test_verify_misses_a_paper(client, editor, capsys):
    enter(client, add_files(client))
    sheet = PaperConsent.objects.get()
    papers.path_of(sheet.sha256).unlink()

    with pytest.raises(SystemExit):
        call_command("verify", "--quick")

    line = f"submission {sheet.submission_id}: a signed paper is missing"
    assert line in capsys.readouterr().out


@pytest.mark.parametrize("count", [1, 3])
def test_form_takes_a_fixed_number_of_queries(
    client, editor, place, count, django_assert_num_queries
):
    PlaceFactory.create_batch(count, group=place.group)

    with django_assert_num_queries(8):
        client.get(ENTER)


@pytest.mark.parametrize("language", ["bg", "en", "ro", "el", "fr"])
def test_paper_to_sign_holds_the_consent_in_its_language(client, editor, language):
    text = consent_text(CONSENT_VERSION, language).sender

    paper = client.get(f"/admin/interest_forms/submission/paper/?language={language}")

    assert escape(text) in paper.text
    assert CONSENT_VERSION in paper.text
