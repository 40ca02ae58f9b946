"""One clear line when the environment asks for what cannot be."""

import socket
import stat
from pathlib import Path

import pytest

from ops import config, servers


@pytest.mark.parametrize("port", ["", "0", "70000", "web", "-1", "²"])
def test_impossible_port_is_refused(port, monkeypatch, capsys):
    monkeypatch.setattr(config, "PORT", port)

    with pytest.raises(SystemExit):
        config.port_number()

    assert capsys.readouterr().err.startswith("megdan: PORT must be a number")


def test_free_port_is_none_that_linux_gives_to_others_meanwhile():
    given = Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()

    assert config.free_port() < int(given[0])


def test_port_that_another_holds_is_not_taken_for_free(monkeypatch):
    free = config.free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        monkeypatch.setattr(config, "FREE_PORTS", [other.getsockname()[1], free])

        assert {config.free_port() for _number in range(20)} == {free}


def test_port_in_use_is_told_in_one_line(monkeypatch, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(config, "PORT", str(other.getsockname()[1]))
        with pytest.raises(SystemExit):
            config.require_free_port()

    message = capsys.readouterr().err
    assert "address already in use" in message
    assert message.count("\n") == 1


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104 -- nothing listens
        ("::1", "http://[::1]:8000"),
        ("hub.example.org", "http://hub.example.org:8000"),
    ],
)
def test_printed_address_can_be_opened(host, address, monkeypatch):
    monkeypatch.setattr(config, "HOST", host)
    monkeypatch.setattr(config, "PORT", "8000")

    assert config.address() == address


def test_secret_key_is_made_once_and_kept_private(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "VAR", tmp_path)

    first = config.secret_key()

    assert len(first) >= 50
    assert config.secret_key() == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_long_path_gets_a_short_folder_for_its_socket(tmp_path):
    long = tmp_path / ("x" * 80)
    long.mkdir()

    with servers.socket_folder(long) as folder:
        assert len(str(folder)) < 60
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not folder.exists()


def test_given_servers_are_used_and_none_started(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgis://db.example.org/megdan")
    monkeypatch.setenv("REDIS_URL", "redis://redis.example.org/0")

    with servers.servers(tmp_path, durable=True) as (addresses, programs):
        assert (addresses, programs) == ({}, [])

    assert list(tmp_path.iterdir()) == []
