"""The front page's own name, and the signs of those who pay for it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from partners.models import Portal, Supporter
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ADD = "admin:partners_portal_add"


def picture(size=(900, 300), kind="PNG"):
    file = BytesIO()
    Image.new("RGB", size, "navy").save(file, kind)
    return SimpleUploadedFile("sign.png", file.getvalue())


def form(sign):
    names = {f"name_{code}": "Самоков" for code in ("bg", "en", "ro", "el", "fr")}
    return {
        **names,
        "supporters-TOTAL_FORMS": "1",
        "supporters-INITIAL_FORMS": "0",
        "supporters-0-name_bg": "Европейски съюз",
        "supporters-0-name_en": "European Union",
        "supporters-0-website": "https://example.org/",
        "supporters-0-position": "1",
        "supporters-0-sign": sign,
    }


@pytest.fixture
def superuser(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def test_region_and_its_supporters_stand_on_the_front_page(superuser):
    before = superuser.get("/bg/").content.decode()
    superuser.post(reverse(ADD), form(picture()))

    after = superuser.get("/bg/").content.decode()

    supporter = Supporter.objects.get()
    assert "Самоков" not in before
    assert "<title>\n      Самоков" in after
    assert f'src="{supporter.logo_url}"' in after
    assert 'alt="Европейски съюз"' in after


def test_sign_is_made_small_and_kept_for_ever(superuser):
    superuser.post(reverse(ADD), form(picture()))
    supporter = Supporter.objects.get()

    answer = superuser.get(supporter.logo_url)

    with Image.open(BytesIO(answer.content)) as shown:
        assert (shown.format, shown.size) == ("WEBP", (480, 160))
    assert (supporter.shown_width, supporter.shown_height) == (240, 80)
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("sign", "told"),
    [
        (SimpleUploadedFile("sign.svg", b"<svg/>"), "not a PNG, JPEG or WebP"),
        (picture(kind="GIF"), "not a PNG, JPEG or WebP"),
        (SimpleUploadedFile("sign.png", bytes(3_000_000)), "larger than 2 MB"),
        (picture((5000, 4000)), "too many pixels"),
        ("", "Choose the picture"),
    ],
)
def test_sign_that_cannot_be_used_is_refused_with_the_reason(superuser, sign, told):
    superuser.cookies["django_language"] = "en"

    page = superuser.post(reverse(ADD), form(sign)).content.decode()

    assert told in page
    assert not Portal.objects.exists()


def test_front_page_belongs_to_superusers(client):
    client.force_login(MembershipFactory(role="coordinator").user)

    assert client.get(reverse(ADD)).status_code == 403
    assert client.post(reverse(ADD), form(picture())).status_code == 403
    assert not Portal.objects.exists()
