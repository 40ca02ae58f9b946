"""Packages are the same everywhere: exact versions, checked by their hashes."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LOCKS = sorted(ROOT.glob("ops/locks/*.txt"))


def pinned(lock):
    return re.findall(r"^([a-z0-9-]+)(?:\[[^\]]+\])?==(\S+)", lock.read_text(), re.M)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_each_python_package_has_a_hash(lock):
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())

    assert len(entries) > 30
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_tests_run_on_the_versions_of_the_portal():
    run, dev = (dict(pinned(ROOT / f"ops/locks/{name}.txt")) for name in ("run", "dev"))

    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize(
    "path", [*LOCKS, ROOT / "package-lock.json", ROOT / ".npmrc"], ids=lambda p: p.name
)
def test_lock_names_no_host(path):
    assert "://" not in path.read_text()


def test_each_npm_package_has_a_version_and_a_hash():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert len(packages) >= 2
    for entry in packages.values():
        assert entry["integrity"].startswith("sha512-")
        assert re.fullmatch(r"\d+\.\d+\.\d+", entry["version"])
