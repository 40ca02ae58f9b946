"""One portal at a time on one var/."""

import stat

import pytest

from ops import instance


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(instance, "LOCK", tmp_path / "running.lock")
    monkeypatch.setattr(instance, "STATE", tmp_path / "running.json")


def test_portal_is_known_to_run_only_while_it_does():
    assert not instance.is_running()
    with instance.only_instance():
        assert instance.is_running()
    assert not instance.is_running()


def test_second_portal_is_refused_and_told_where_the_first_is(capsys):
    with instance.only_instance():
        instance.publish_state({"address": "http://127.0.0.1:8000"})
        with pytest.raises(SystemExit), instance.only_instance():
            pytest.fail("a second portal was started")

    assert "already running, http://127.0.0.1:8000" in capsys.readouterr().err


def test_addresses_with_passwords_are_private_and_gone_afterwards():
    with instance.only_instance():
        instance.publish_state({"REDIS_URL": "redis://:secret@127.0.0.1/0"})

        assert stat.S_IMODE(instance.STATE.stat().st_mode) == 0o600
        assert instance.state()["REDIS_URL"] == "redis://:secret@127.0.0.1/0"
    assert instance.state() == {}


def test_left_over_of_a_killed_portal_does_not_count():
    instance.LOCK.touch()
    instance.publish_state({})

    assert not instance.is_running()
