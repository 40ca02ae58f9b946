"""Every word of the interface is there in all five languages."""

import re
import shutil
import subprocess
from pathlib import Path

import django
import pytest
from django.conf import settings

from ops import messages
from ops.config import CATALOGUES
from tests.factories import UserFactory

LANGUAGES = [code for code, _name in settings.LANGUAGES]
UNFINISHED = ["--untranslated", "--only-fuzzy", "--only-obsolete"]
FINISHED = ["--translated", "--no-fuzzy"]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]")
SOURCE = re.compile(r'^msgid(?:_plural)? "(.*)"$', re.MULTILINE)
KEY = re.compile(r'^msg(?:ctxt|id) "(.*)"$', re.MULTILINE)
TRANSLATION = re.compile(r'^msgstr(?:\[\d])? "(.*)"$', re.MULTILINE)


DJANGO = Path(django.__file__).parent
# Of Django's core: what is said of forms. The rest speaks to developers.
SAID = re.compile(
    r"^#: (?:contrib|core|forms|utils|db/models/constraints)\b", re.MULTILINE
)
PARTS = ["conf", "contrib/auth", "contrib/admin"]


def gettext_tool(*command: str | Path) -> str:
    done = subprocess.run(  # noqa: S603 -- commands of this file
        command, check=True, capture_output=True, encoding="utf-8", timeout=120
    )
    return done.stdout


def catalogue(language: str, root: Path = settings.BASE_DIR) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def blocks(path: Path, *only: str) -> list[str]:
    """The texts of a catalogue with all that stands beside each, in long lines."""
    shown = gettext_tool("msgattrib", "--no-wrap", *only, path)
    return shown.replace('"\n"', "").split("\n\n")[1:]


def entries(path: Path) -> list[tuple[list[str], list[str]]]:
    """Of each text: what the code says (one, many) and what the reader sees."""
    return [(SOURCE.findall(one), TRANSLATION.findall(one)) for one in blocks(path)]


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def keeps_placeholders(source: list[str], translation: list[str]) -> bool:
    """The form for one thing may say "one" instead of the number, as in the code."""
    first, *others = [placeholders(text) for text in translation]
    least, most = placeholders(source[0]), placeholders(source[-1])
    return least <= first <= most and all(other == most for other in others)


def words(path: Path) -> set[str]:
    """The texts with their translations, without the header and without the files."""
    shown = gettext_tool("msgcat", "--no-wrap", "--no-location", path)
    return set(shown.strip().split("\n\n")[1:])


def po_files(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.glob("locale/**/*.po"))


@pytest.fixture(scope="module")
def collected_again(tmp_path_factory):
    """A copy of the portal in which `make messages` has just been run."""
    root = tmp_path_factory.mktemp("collected") / "portal"
    left_out = shutil.ignore_patterns(".git", "__pycache__", *messages.IGNORED)
    shutil.copytree(settings.BASE_DIR, root, ignore=left_out)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages, "ROOT", root)
        assert messages.main() == 0
    return root


def test_every_language_of_the_portal_is_collected():
    assert sorted(messages.LANGUAGES) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unfinished", UNFINISHED)
def test_no_text_is_missing_doubtful_or_out_of_use(language, unfinished):
    assert gettext_tool("msgattrib", unfinished, catalogue(language)) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_compiles(language):
    gettext_tool("msgfmt", "--check", "-o", "/dev/null", catalogue(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_every_placeholder(language):
    texts = entries(catalogue(language))

    assert texts
    assert [text for text in texts if not keeps_placeholders(*text)] == []


def test_english_says_what_the_code_says():
    assert [text for text in entries(catalogue("en")) if text[0] != text[1]] == []


def test_no_catalogue_is_missing_after_collecting_again(collected_again):
    assert po_files(collected_again) == po_files(settings.BASE_DIR)


@pytest.mark.parametrize("language", LANGUAGES)
def test_collecting_again_finds_nothing_new(language, collected_again):
    again = words(catalogue(language, collected_again))

    assert again ^ words(catalogue(language)) == set()


def keys(path: Path, *only: str, said: re.Pattern = KEY) -> set[tuple[str, ...]]:
    """The texts, each after its context if it has one."""
    texts = blocks(path, *only) if path.exists() else []
    return {tuple(KEY.findall(one)) for one in texts if said.search(one)}


def words_django_lacks(language: str, domain: str) -> set[tuple[str, ...]]:
    """What its pages say in English and not in this language, nor do we."""
    lacking = set()
    for part in PARTS:
        texts = DJANGO / part / "locale"
        said, known = (
            texts / one / "LC_MESSAGES" / f"{domain}.po" for one in ("en", language)
        )
        lacking |= keys(said, said=SAID) - keys(known, *FINISHED)
    return lacking - keys(catalogue(language).with_stem(domain))


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_django_lacks_is_said_by_us_and_nothing_else(language, domain):
    """Readers would be shown it in the language of the portal."""
    said = CATALOGUES[1] / language / "LC_MESSAGES" / f"{domain}.po"

    assert keys(said, *FINISHED) == words_django_lacks(language, domain)


@pytest.mark.django_db
def test_greek_desk_and_its_calendar_speak_greek(client):
    client.force_login(UserFactory(is_superuser=True))
    greek = {"accept-language": "el"}

    desk = client.get("/admin/places/place/", headers=greek).text
    calendar = client.get("/admin/jsi18n/", headers=greek).text

    assert "Μετάβαση στο κύριο περιεχόμενο" in desk
    assert "Γράψτε για φιλτράρισμα…" in desk
    assert '"Thursday": "\\u03a0\\u03ad\\u03bc\\u03c0\\u03c4\\u03b7"' in calendar
