"""What the compose file names exists, and an operator can read about each variable."""

import importlib.util
import itertools
import re
import shlex
import sys
from pathlib import Path

import pytest
import yaml
from celery.app.utils import find_app
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
README = (ROOT / "README.md").read_text()
SOURCES = [*ROOT.glob("hub/**/*.py"), *ROOT.glob("ops/**/*.py")]


def test_services_are_those_of_the_architecture():
    assert set(SERVICES) == {
        "prepare", "web", "worker", "long", "beat", "postgis", "redis", "nginx",
    }  # fmt: skip


@pytest.mark.parametrize("name", OURS)
def test_command_names_what_exists(name):
    program, *rest = shlex.split(OURS[name]["command"])
    options = dict(itertools.pairwise(rest))

    assert Path(sys.executable).with_name(program).exists()
    for option in ("-m", "-A"):
        if option in options:
            assert importlib.util.find_spec(options[option])
    if "--config" in options:
        assert (ROOT / options["--config"]).is_file()


def test_celery_finds_the_application():
    assert find_app("hub").main == "megdan"


@pytest.mark.parametrize("name", OURS)
def test_each_variable_given_to_a_program_is_read_by_it(name):
    code = "\n".join(path.read_text() for path in SOURCES)

    unread = [key for key in OURS[name]["environment"] if f'"{key}"' not in code]

    assert unread == []


def test_each_variable_to_set_is_explained_in_the_readme():
    wanted = set(re.findall(r"\$\{([A-Z_]+)", TEXT))

    assert {name for name in wanted if f"`{name}`" not in README} == set()


def test_each_variable_of_the_settings_is_explained_in_the_readme():
    code = (ROOT / "hub/settings/base.py").read_text()
    wanted = set(re.findall(r'env\.\w+\(\s*"([A-Z_0-9]+)"', code))

    assert "SECRET_KEY" in wanted
    assert {name for name in wanted if f"`{name}`" not in README} == set()


def test_each_volume_and_dependency_is_declared():
    for service in SERVICES.values():
        assert set(service.get("depends_on", [])) <= set(SERVICES)
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / source).is_file()


def test_dockerfile_copies_what_exists():
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY") and "--from" not in line:
            *sources, _target = line.split()[1:]
            assert [name for name in sources if not (ROOT / name).exists()] == []
