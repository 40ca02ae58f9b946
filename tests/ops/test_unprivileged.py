"""Where an ordinary user may go, and what root shows to it."""

import os
import pwd

import pytest

from ops import unprivileged

# Owns nothing here, whoever runs the tests.
NOBODY = pwd.getpwnam("nobody")


@pytest.fixture
def checkout(tmp_path):
    """A checkout two folders down, every folder open, files readable."""
    folder = tmp_path / "home" / "portal"
    folder.mkdir(parents=True)
    (folder / "manage.py").write_text("")
    for path in (tmp_path.parent, tmp_path, tmp_path / "home", folder):
        path.chmod(0o755)
    return folder


def closed_below(folder, path):
    """The closed folder on the way, told from the test's folder downwards."""
    found = unprivileged.closed_folder(NOBODY, path)
    return found and found.relative_to(folder)


def test_folder_only_its_owner_may_enter_is_found(checkout, tmp_path, monkeypatch):
    allowed = unprivileged.may
    monkeypatch.setattr(
        unprivileged,
        "may",
        lambda user, path, wanted: (
            not path.is_relative_to(tmp_path) or allowed(user, path, wanted)
        ),
    )

    assert closed_below(tmp_path, checkout) is None
    (tmp_path / "home").chmod(0o700)
    assert str(closed_below(tmp_path, checkout)) == "home"


def test_closed_checkout_is_shown_by_its_parts(checkout):
    (checkout / "hub").mkdir()

    assert list(unprivileged.parts(NOBODY, checkout)) == [checkout]
    checkout.chmod(0o700)
    assert set(unprivileged.parts(NOBODY, checkout)) == {
        checkout / "hub",
        checkout / "manage.py",
    }


def test_files_of_a_strict_clone_are_noticed(checkout, monkeypatch):
    monkeypatch.setattr(unprivileged, "ROOT", checkout)

    assert not unprivileged.has_closed_files(NOBODY)
    (checkout / "manage.py").chmod(0o600)
    assert unprivileged.has_closed_files(NOBODY)


def test_files_the_portal_does_not_read_may_be_closed(checkout, monkeypatch):
    monkeypatch.setattr(unprivileged, "ROOT", checkout)
    for name in (".git", "var"):
        (checkout / name).mkdir(mode=0o700)
        (checkout / name / "file").touch(0o600)

    assert not unprivileged.has_closed_files(NOBODY)


def test_owner_of_the_data_is_who_runs_the_portal(checkout, monkeypatch):
    monkeypatch.setattr(unprivileged, "VAR", checkout / "var")

    assert unprivileged.chosen_user().pw_name == "www-data"
    (checkout / "var").mkdir()
    owner = "www-data" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    assert unprivileged.chosen_user().pw_name == owner
