"""One person is erased: after that nothing anywhere tells of her."""

import base64
import io
from pathlib import Path

import pytest
import redis
from django.conf import settings as live_settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from PIL import Image

from hub.shared.audit import record
from hub.shared.models import AuditEntry
from interest_forms import papers
from interest_forms.actions import answer_question, ask_sender
from interest_forms.models import (
    LastDecision,
    PaperConsent,
    Submission,
    TakedownReport,
    Upload,
)
from interest_forms.resumable import pieces
from partners.models import Membership
from places.actions import add_photo, approve_photos
from places.models import Photo
from places.photos import originals, renditions
from tests.factories import (
    EventProposalFactory,
    MembershipFactory,
    PhotoFactory,
    PlaceFactory,
    SubmissionFactory,
    TakedownReportFactory,
    UserFactory,
)
from tests.originals import drawn, kept

pytestmark = pytest.mark.django_db

# Strange enough to be found nowhere else.
HER = {
    "name": "Зорница Кръстанова",
    "contact": "zornitsa.krastanova@example.org",
    "author": "Дядо Кръстан Зорничин",
    "caption": "Кръстановата порта с клюна",
    "place": "под Зорничината воденица",
    "file": "zornichka-s-babata.jpg",
    "question": "Коя е Зорница на снимката",
    "answer": "Аз съм Зорница вляво",
    "camera": "ZornitsaPhone 12",
    "comment": "zornitsa-was-here",
    "report": "Тази Зорница ми е съседка",
    "trail": "Порта на Зорница",
    "guardian": "Майката на Зорница каза да",
    "before": "Зорница не е съгласна",
    "sheet": "lista-na-zornitsa.jpg",
    "paper": "zornitsa signed here",
}


def her_photograph():
    exif = Image.Exif()
    exif[0x0110] = HER["camera"]
    file = io.BytesIO()
    picture = Image.new("RGB", (640, 480), "#7a5533")
    picture.save(file, "JPEG", exif=exif, comment=HER["comment"])
    return file.getvalue()


@pytest.fixture
def place():
    return PlaceFactory()


@pytest.fixture
def coordinator(client, place):
    user = MembershipFactory(group=place.group).user
    client.force_login(user)
    return user


def sent_by_her(place, content=None, **fields):
    """A submission of hers with one published photo, and all that can come with it."""
    submission = SubmissionFactory(
        group=place.group,
        place=place,
        sender_name=HER["name"],
        contact=HER["contact"],
        author_name=HER["author"],
        guardian_said=HER["guardian"],
        place_text=HER["place"],
        credit_kind="name",
        **fields,
    )
    photo = add_photo(
        kept(content or her_photograph(), HER["file"]),
        place=place,
        group=place.group,
        caption=HER["caption"],
        language="bg",
        submission=submission,
        credit=submission.credit,
    )
    renditions.render(Photo.objects.claim(photo.pk))
    record("submission.receive", submission, photos=1)
    return submission


@pytest.fixture
def hers(place):
    """Submission, photo, talk, upload in pieces, report, entries of the trail."""
    submission = sent_by_her(place)
    by = UserFactory()
    photos = Photo.objects.filter(submission=submission)
    ask_sender(submission, photos, question=HER["question"], by=by)
    answer_question(submission, text=HER["answer"])
    approve_photos(photos, by=by)
    record("photo.change", photos.get(), actor=by, name=HER["trail"])
    name = base64.b64encode(HER["file"].encode()).decode()
    pieces.begin(
        form=submission.key,
        name=HER["file"],
        metadata=f"filename {name}",
        length=10,
        client_key="",
    )
    LastDecision.objects.create(
        moderator=by, photos=[{"id": photos.get().pk, "before": HER["before"]}]
    )
    sheet = kept(drawn(7) + HER["paper"].encode())
    papers.keep(sheet.sha256)
    originals.path_of(sheet.sha256).unlink()
    PaperConsent.objects.create(
        submission=submission,
        sha256=sheet.sha256,
        size=sheet.size,
        format="jpeg",
        name=HER["sheet"],
    )
    EventProposalFactory(
        group=place.group, contact=HER["contact"], description=HER["answer"]
    )
    TakedownReportFactory(photo=photos.get(), text=HER["report"], reason="other")
    TakedownReportFactory(
        photo=None,
        place=place,
        group=place.group,
        contact=HER["contact"].upper(),
        text=HER["report"],
    )
    return submission


def every_row():
    """The whole database as text, table by table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            dump = io.StringIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', dump)
            yield f"table {table}", dump.getvalue().encode()
    for session in Session.objects.all():
        yield "session", str(session.get_decoded()).encode()


def every_file(settings):
    for folder in {settings.HUB_ORIGINALS.parent, Path(settings.HUB_RENDITIONS).parent}:
        for path in folder.rglob("*"):
            yield f"file {path.name}", path.name.encode()
            if path.is_file():
                yield f"file {path.name}", path.read_bytes()


def everything_in_redis():
    store = redis.Redis.from_url(live_settings.REDIS_URL)
    for key in store.scan_iter(count=1000):
        yield "redis", key + b" " + (store.dump(key) or b"")


def told(settings):
    """Which of her markers are found, and where."""
    markers = {name: text.lower() for name, text in HER.items()}
    found = set()
    for where, content in (*every_row(), *every_file(settings), *everything_in_redis()):
        text = content.decode("utf-8", "replace").lower()
        found |= {(name, where) for name, marker in markers.items() if marker in text}
        encoded = base64.b64encode(HER["file"].encode())
        if encoded in content:
            found.add(("file", where))
    return found


def erase(client, submission, ticked=(), execute=None):
    url = reverse("admin:interest_forms_submission_erase", args=[submission.pk])
    data = {"confirmed": "yes", "with": [row.pk for row in ticked]}
    with execute(execute=True):
        return client.post(url, data)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def test_nothing_anywhere_tells_of_her(client, coordinator, hers, settings, committed):
    page = hers.place.get_absolute_url()
    assert HER["author"] in client.get(page).text
    before = told(settings)
    assert {name for name, _where in before} == set(HER)

    erase(client, hers, execute=committed)

    assert told(settings) == set()
    assert HER["author"] not in client.get(page).text
    assert not Submission.objects.exists()
    assert not Upload.objects.exists()


def test_trail_says_who_erased_and_nothing_else(client, coordinator, hers, committed):
    erase(client, hers, execute=committed)

    entry = AuditEntry.objects.get(verb="submission.erase")
    assert (entry.actor, entry.object_id, entry.detail) == (coordinator, hers.pk, {})
    assert AuditEntry.objects.filter(verb="photo.approved").exists()


def test_verify_knows_that_an_erased_submission_is_gone_on_purpose(
    client, coordinator, hers, committed, capsys
):
    erase(client, hers, execute=committed)

    connection.check_constraints()
    call_command("verify")

    assert capsys.readouterr().out == ""


def test_confirming_page_counts_what_goes_and_takes_nothing(client, coordinator, hers):
    url = reverse("admin:interest_forms_submission_erase", args=[hers.pk])

    page = client.get(url)
    client.post(url, {})

    going = page.context["going"]
    assert (len(going.photos), going.published, going.messages) == (1, 1, 2)
    assert Submission.objects.filter(pk=hers.pk).exists()


def test_her_other_submissions_are_found_by_contact_and_by_name(
    client, coordinator, place, hers, committed
):
    same_contact = SubmissionFactory(group=place.group, contact=HER["contact"].upper())
    same_name = SubmissionFactory(group=place.group, sender_name=HER["name"])
    elsewhere = SubmissionFactory(contact=HER["contact"])
    url = reverse("admin:interest_forms_submission_erase", args=[hers.pk])

    offered = client.get(url).context["others"]
    erase(client, hers, [same_contact, elsewhere], execute=committed)

    # A namesake is offered and not ticked; what another group holds is not told.
    assert dict(offered) == {same_contact: True, same_name: False}
    left = Submission.objects.order_by("pk")
    assert list(left) == [same_name, elsewhere]


def test_same_bytes_in_somebody_elses_photo_stay(
    client, coordinator, place, hers, committed
):
    photo = hers.photos.get()
    PhotoFactory(place=place, sha256=photo.sha256, token=photo.token)
    paths = [renditions.path_of(name) for name in renditions.names_of(photo)]

    erase(client, hers, execute=committed)

    assert all(path.is_file() for path in paths)


def test_reporter_of_an_erased_picture_reads_that_it_is_gone(
    client, coordinator, hers, committed
):
    report = TakedownReport.objects.get(photo__submission=hers)

    erase(client, hers, execute=committed)

    report.refresh_from_db()
    assert (report.photo, report.text, report.outcome) == (None, "", "removed")
    assert client.get(report.get_absolute_url()).status_code == 200


def test_reports_to_other_groups_are_left_to_them(client, coordinator, hers, committed):
    elsewhere = TakedownReportFactory(contact=HER["contact"])

    erase(client, hers, execute=committed)

    assert list(TakedownReport.objects.filter(contact=HER["contact"])) == [elsewhere]


def test_receipt_of_an_erased_submission_is_not_found(
    client, coordinator, hers, committed
):
    receipt = hers.get_absolute_url()
    assert str(hers) in client.get(receipt).text

    erase(client, hers, execute=committed)

    assert client.get(receipt).status_code == 404


@pytest.mark.parametrize("role", [Membership.Role.MODERATOR, Membership.Role.EDITOR])
def test_only_a_coordinator_may_erase(client, place, hers, role):
    client.force_login(MembershipFactory(group=place.group, role=role).user)
    url = reverse("admin:interest_forms_submission_erase", args=[hers.pk])
    desk = reverse("admin:interest_forms_submission_change", args=[hers.pk])

    assert client.post(url, {"confirmed": "yes"}).status_code == 403
    assert url not in client.get(desk).text
    assert Submission.objects.filter(pk=hers.pk).exists()


def test_coordinator_finds_the_way_from_the_desk(client, coordinator, hers):
    url = reverse("admin:interest_forms_submission_erase", args=[hers.pk])
    desk = reverse("admin:interest_forms_submission_change", args=[hers.pk])

    assert url in client.get(desk).text


def test_photo_that_went_to_another_group_stops_the_erasure(
    client, coordinator, hers, committed
):
    other = PlaceFactory()
    hers.photos.update(place=other, group=other.group)

    erase(client, hers, execute=committed)

    assert Submission.objects.filter(pk=hers.pk).exists()
    client.force_login(UserFactory(is_superuser=True))
    erase(client, hers, execute=committed)
    assert not Photo.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_confirming_page_takes_a_fixed_number_of_queries(
    client, coordinator, place, hers, count, django_assert_num_queries
):
    SubmissionFactory.create_batch(count, group=place.group, contact=HER["contact"])
    url = reverse("admin:interest_forms_submission_erase", args=[hers.pk])

    with django_assert_num_queries(15):
        client.get(url)
