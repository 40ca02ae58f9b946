import pytest
from django.test import RequestFactory

from hub.shared.frame import Frame


def frame_of(path, language="bg"):
    return Frame.of(RequestFactory().get(path), language)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/bg/", "/el/"),
        ("/bg/places/rila-7/", "/el/places/rila-7/"),
        ("/bg/places/?q=rila&page=2", "/el/places/?q=rila&page=2"),
        ("/somewhere/else/", "/el/"),
    ],
)
def test_a_page_stands_at_the_same_address_in_every_language(path, expected):
    assert frame_of(path).path_in("el") == expected


def test_the_language_links_name_each_language_in_its_own_words():
    versions = frame_of("/fr/map/", "fr").versions

    assert [version.autonym for version in versions] == [
        "Български",
        "English",
        "Română",
        "Ελληνικά",
        "Français",
    ]
    assert [version.language for version in versions if version.is_current] == ["fr"]


def test_an_address_nobody_knows_does_not_become_a_section():
    assert frame_of("/bg/map/").section == "map"
    assert frame_of("/bg/whatever-1/").section == ""


def test_an_error_page_without_a_request_has_a_frame():
    frame = Frame.of(None, "ro")

    assert (frame.root, frame.rest, frame.section) == ("/ro/", "", "")
    assert frame.fonts == ("fonts/manrope-latin.woff2", "fonts/manrope-latin-ext.woff2")


@pytest.mark.django_db
def test_the_kept_frame_links_to_the_page_at_hand(client, settings):
    settings.DEBUG = False

    for query in ("?q=first", "?q=second&amp;"):
        page = client.get(f"/bg/places/{query}").content.decode()
        assert f'href="/en/places/{query.replace("&amp;", "&amp;amp;")}"' in page
        assert "@@place@@" not in page
