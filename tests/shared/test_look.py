"""The style sheets and sprites keep what the look promises."""

import re

import pytest
from django.conf import settings

from hub.shared.colour import contrast
from places.models import Category

STATIC = settings.BASE_DIR / "static"
TOKENS = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
TEXT = 4.5
CONTROL = 3.0


def colours(name):
    """The light and the dark value of a token."""
    value = re.search(rf"--{name}: ([^;]+);", TOKENS).group(1)
    found = re.findall(r"#[0-9a-f]{6}", value)
    return found * 2 if len(found) == 1 else found


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        *[
            (text, ground, TEXT)
            for text in ("ink", "muted", "madder", "indigo", "moss", "weld-text")
            for ground in ("paper", "raised", "sunk")
        ],
        ("on-madder", "madder-fill", TEXT),
        ("on-madder", "madder-fill-hover", TEXT),
        ("on-indigo", "indigo-fill", TEXT),
        ("on-weld", "weld", TEXT),
        ("on-moss", "moss-fill", TEXT),
        ("on-walnut", "walnut", TEXT),
        ("weld-on-walnut", "walnut", TEXT),
        ("on-weld", "on-walnut", TEXT),
        ("moss", "moss-tint", TEXT),
        ("weld-text", "weld-tint", TEXT),
        ("madder", "madder-tint", TEXT),
        ("indigo", "indigo-tint", TEXT),
        ("map-label", "map-tint-1", TEXT),
        ("map-label", "map-outside", TEXT),
        ("border", "paper", CONTROL),
        ("border", "raised", CONTROL),
        ("border", "sunk", CONTROL),
        ("focus", "paper", CONTROL),
    ],
)
def test_colours_are_told_apart_in_light_and_dark(front, back, least):
    pairs = zip(colours(front), colours(back), strict=True)

    assert [pair for pair in pairs if contrast(*pair) < least] == []


def test_every_category_has_a_mark_of_its_own():
    drawn = re.findall(r'<symbol id="([a-z]+)"', (STATIC / "img/marks.svg").read_text())

    assert set(drawn) == {*Category.Mark.values, "cluster", "product"}


def test_templates_name_only_icons_that_are_drawn():
    drawn = set(
        re.findall(r'<symbol id="([a-z]+)"', (STATIC / "img/icons.svg").read_text())
    )
    named = {
        name
        for file in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r'{% icon "([^"]+)"', file.read_text(encoding="utf-8"))
    }

    assert named - drawn == set()


def test_templates_hold_no_style_or_script_of_their_own():
    forbidden = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)")
    found = {
        file.name: forbidden.findall(file.read_text(encoding="utf-8"))
        for file in (settings.BASE_DIR / "templates").rglob("*.html")
    }

    assert {name: hits for name, hits in found.items() if hits} == {}


def test_style_sheets_use_only_tokens_that_exist():
    defined = set()
    used = set()
    for file in (STATIC / "css").glob("*.css"):
        text = file.read_text(encoding="utf-8")
        defined |= set(re.findall(r"(--[a-z0-9-]+):", text))
        used |= set(re.findall(r"var\((--[a-z0-9-]+)", text))

    assert used - defined == set()
