"""The moderators' handbook: its pictures are there, its words are the screen's."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = {"en": DOCS / "moderators.md", "bg": DOCS / "moderators.bg.md"}
MOST_BYTES = 600_000
PICTURE = re.compile(r"!\[[^\]]+\]\((moderators/[^)]+)\)")
# Sentences that are strong for their own sake.
NO_LABEL = re.compile(r"[.]$")


def text(language):
    return PAGES[language].read_text(encoding="utf-8")


def pictures(language):
    return PICTURE.findall(text(language))


def test_every_picture_is_there_and_every_file_is_shown():
    named = [one for language in PAGES for one in pictures(language)]
    files = [f"moderators/{one.name}" for one in (DOCS / "moderators").iterdir()]

    assert sorted(named) == sorted(files)
    assert sum((DOCS / one).stat().st_size for one in named) < MOST_BYTES


def test_both_languages_have_the_same_chapters():
    marks = {
        language: [
            re.sub(r"/\w\w-", "/", "".join(PICTURE.findall(chapter)))
            for chapter in text(language).split("\n## ")
        ]
        for language in PAGES
    }

    assert marks["bg"] == marks["en"]


@pytest.mark.parametrize("language", PAGES)
def test_words_in_bold_are_words_of_the_screen(language):
    catalogue = ROOT / "locale" / "bg" / "LC_MESSAGES" / "django.po"
    mark = {"en": "msgid", "bg": "msgstr"}[language]
    known = re.findall(rf'^{mark} "(.+)"$', catalogue.read_text(), re.MULTILINE)
    bold = re.findall(r"\*\*(.+?)\*\*", text(language), re.DOTALL)
    labels = {" ".join(one.split()).lower() for one in bold if not NO_LABEL.search(one)}

    assert labels - {one.lower() for one in known} == set()
