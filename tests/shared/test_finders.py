from django.contrib.staticfiles import finders

from hub.shared import finders as ours


def test_only_listed_files_of_packages_are_published(settings, tmp_path, monkeypatch):
    package = tmp_path / "node_modules" / "font"
    package.mkdir(parents=True)
    (package / "a.woff2").write_bytes(b"font")
    (package / "secret.txt").write_bytes(b"no")
    monkeypatch.setattr(ours, "PACKAGES", package.parent)
    settings.HUB_NPM_FILES = {"fonts/a.woff2": "font/a.woff2"}

    finder = ours.PackageFilesFinder()

    assert finder.find("fonts/a.woff2") == str(package / "a.woff2")
    assert finder.find("fonts/a.woff2", find_all=True) == [str(package / "a.woff2")]
    assert finder.find("font/secret.txt") == []
    [(name, storage)] = finder.list([])
    with storage.open(name) as file:
        assert file.read() == b"font"
    assert finder.check() == []


def test_a_package_that_is_not_installed_is_told(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(ours, "PACKAGES", tmp_path)
    settings.HUB_NPM_FILES = {"fonts/a.woff2": "font/a.woff2"}

    finder = ours.PackageFilesFinder()

    assert finder.find("fonts/a.woff2") == []
    assert [problem.hint for problem in finder.check()] == ["Run `npm ci`."]


def test_the_portal_finds_its_fonts():
    assert finders.find("fonts/manrope-cyrillic.woff2")
