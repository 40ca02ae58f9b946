"""Forms on paper: printed with a code, entered one after the other by the keyboard."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hub.shared.signed_form import new_form_key
from interest_forms import papers
from interest_forms.interest.actions import withdraw
from interest_forms.interest.entry_forms import Numbers
from interest_forms.models import ExpressionOfInterest, InterestCall, PaperInterest
from partners.models import Membership
from tests.factories import GroupSettlementFactory, MembershipFactory, SettlementFactory
from tests.interest_factories import InterestCallFactory
from tests.interest_forms.test_photo_form import picture

pytestmark = pytest.mark.django_db
ENTER = reverse("admin:interest_forms_interestcall_enter")


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.HUB_FORM_MIN_SECONDS = 0


@pytest.fixture
def call():
    village = SettlementFactory(kind="village", name_bg="Белчин", name_en="Belchin")
    group = GroupSettlementFactory(settlement=village).group
    return InterestCallFactory(group=group, name_bg="Пролетна покана")


@pytest.fixture
def coordinator(client, call):
    role = Membership.Role.COORDINATOR
    user = MembershipFactory(group=call.group, role=role).user
    client.force_login(user)
    return user


def sheet(**changes):
    return {
        "key": new_form_key(),
        "title": "Воденицата",
        "kind": "landmark",
        "role": "owner",
        "village": "Белчин",
        "months": "5-7, 9",
        "weekdays": "6 7",
        "offers": "1,2",
        "sender_name": "Мария Петрова",
        "language": "bg",
        "paper_version": "2026-11b",
        "signed_on": "2026-11-20",
        "sheets": [picture()],
        **changes,
    }


def test_paper_is_printed_whatever_stands_in_its_address(client):
    page = client.get(f"/bg/interest/?print=1&place_text={'я' * 3000}")

    assert 'class="qr"' in page.text


def test_paper_has_the_code_of_its_form_and_boxes_with_numbers(client, call):
    InterestCall.objects.update(kinds=["product", "story"])

    page = client.get(f"{call.get_absolute_url()}?print=1&place_text=Белчин").text

    assert 'class="qr"' in page
    assert "Пролетна покана" in page
    # The numbers are those of every sheet, whatever the call seeks.
    numbers = re.findall(r"☐ (\d)", page)
    assert numbers[:4] == ["3", "6", "1", "2"]
    assert "☐ 12 декември" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]


def test_pile_is_entered_form_after_form_and_keeps_what_stays_the_same(
    client, call, coordinator
):
    address = f"{ENTER}?call={call.pk}"
    first = client.post(address, sheet())
    page = client.get(first["Location"])
    second = client.post(first["Location"], sheet(title="Станът", key=new_form_key()))

    assert (first.status_code, second.status_code) == (302, 302)
    row = ExpressionOfInterest.objects.order_by("pk").first()
    assert (row.call, row.group, row.entered_by) == (call, call.group, coordinator)
    assert (row.months, row.weekdays) == ([5, 6, 7, 9], [5, 6])
    assert (row.offers, row.territory.name_bg) == (["photo", "video"], "Белчин")
    assert row.consented.date() == date(2026, 11, 20)
    assert not row.naming_agreed
    form = page.context["form"]
    same = [form[name].value() for name in ("village", "signed_on", "title")]
    assert same == ["Белчин", "2026-11-20", None]
    assert re.search(r'name="title"[^>]* autofocus', page.text)
    assert page.context["entered"] == 1


def test_first_papers_had_one_box_for_both_consents(client, call, coordinator):
    client.post(f"{ENTER}?call={call.pk}", sheet(paper_version="2026-11"))

    row = ExpressionOfInterest.objects.get()
    assert (row.consent_version, row.naming_agreed) == ("2026-11", True)


def test_wrong_sheet_comes_back_with_its_photograph(client, call, coordinator):
    address = f"{ENTER}?call={call.pk}"
    wrong = client.post(address, sheet(months="13", kind=""))
    kept = re.search(r'name="kept_sheets" value="([^"]+)"', wrong.text)[1]
    again = sheet(kept_sheets=[kept])
    del again["sheets"]

    answer = client.post(address, again)

    assert wrong.status_code == 422
    assert sorted(wrong.context["form"].errors) == ["kind", "months"]
    assert re.findall(r'name="(\w+)"[^>]* autofocus', wrong.text) == ["kind"]
    assert answer.status_code == 302
    row = PaperInterest.objects.get()
    assert papers.path_of(row.sha256).is_file()
    shown = client.get(
        reverse("admin:interest_forms_interestcall_sheet", args=[row.pk])
    )
    assert shown["Content-Type"] == "image/jpeg"
    shown.close()


ABOUT_PHOTOS = {"author": "sender", "rights": "by-sa", "photos_consent": "on"}


def test_photos_somebody_brought_wait_like_any_others_with_the_sheet_she_signed(
    client, call, coordinator
):
    address = f"{ENTER}?call={call.pk}"
    photos = [picture("#112233", "а.jpg"), picture("#332211", "б.jpg")]
    refused = client.post(address, sheet(photos=photos))
    kept = re.findall(r'name="kept" value="([^"]+)"', refused.text)
    before = client.post(
        address, sheet(kept=kept, paper_version="2026-11", **ABOUT_PHOTOS)
    )

    client.post(address, sheet(kept=kept, **ABOUT_PHOTOS))

    assert list(refused.context["form"].errors) == [*ABOUT_PHOTOS]
    assert list(before.context["form"].errors) == ["photos"]
    row = ExpressionOfInterest.objects.get()
    assert row.submission.entered_by == coordinator
    assert row.submission.group == row.group
    assert row.submission.consented == row.consented
    assert row.submission.photos.count() == len(photos)
    assert row.submission.paper_consents.get().sha256 == row.sheets.get().sha256


def test_sheets_of_a_pile_chosen_at_once_wait_for_their_forms(
    client, call, coordinator
):
    address = f"{ENTER}?call={call.pk}"
    names = ["1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg"]
    pile = [picture(f"#1122{number}0", name) for number, name in enumerate(names)]
    text = SimpleUploadedFile("Бележки.txt", b"no picture")

    told = client.post(address, {"act": "pile", "pile": [*pile, text]}, follow=True)
    offered = re.findall(r'name="kept_sheets" value="([^"]+)"', told.text)
    client.post(address, sheet(kept_sheets=offered[:2], sheets=[]))
    page = client.get(address)

    assert "Бележки.txt: " in told.text
    assert [one.name for one, _token in told.context["sheets"]] == ["1.jpg"]
    row = ExpressionOfInterest.objects.get()
    assert [one.name for one in row.sheets.order_by("pk")] == names[:2]
    # The first had two pages: so has the next.
    assert [one.name for one, _token in page.context["sheets"]] == names[2:4]
    assert [one.name for one, _token in page.context["next_sheets"]] == names[4:]


def test_signed_sheet_goes_with_who_signed_it(
    client, call, coordinator, django_capture_on_commit_callbacks
):
    client.post(f"{ENTER}?call={call.pk}", sheet())
    row = PaperInterest.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        withdraw(row.form)

    assert not PaperInterest.objects.exists()
    assert not papers.path_of(row.sha256).exists()


def test_pile_of_another_group_is_not_there(client, call, coordinator):
    other = InterestCallFactory()

    assert client.get(f"{ENTER}?call={other.pk}").status_code == 404
    assert client.get(f"{ENTER}?group={other.group_id}").status_code == 404
    piles = client.get(ENTER).context["piles"]
    assert piles == [(call.group, [call])]


def test_coordinator_sees_a_call_before_visitors_do(client, call, coordinator):
    InterestCall.objects.update(is_published=False)
    preview = reverse("admin:interest_forms_interestcall_preview", args=[call.pk])

    page = client.get(preview)
    listed = client.get(reverse("admin:interest_forms_interestcall_changelist"))

    assert "Пролетна покана" in page.text
    assert 'id="share-form"' not in page.text
    assert preview in listed.text
    assert client.get(call.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("calls", [1, 3])
def test_list_of_calls_takes_a_fixed_number_of_queries(
    client, call, coordinator, django_assert_num_queries, calls
):
    InterestCallFactory.create_batch(calls - 1, group=call.group)
    address = reverse("admin:interest_forms_interestcall_changelist")
    client.get(address)

    with django_assert_num_queries(7):
        client.get(address)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("", []), ("2", ["b"]), ("1–3", ["a", "b", "c"]), ("3 1", ["a", "c"])],
)
def test_numbers_of_boxes_are_read(written, meant):
    assert Numbers(values="abc").clean(written) == list(meant)
