"""The way from `make` to a program, and what a user without rights is told."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TOOLS = ["sh", "id", "tr", "cat", "grep", "dirname"]


def test_each_command_of_make_is_a_program():
    makefile = (ROOT / "Makefile").read_text()
    commands = re.search(r"^COMMANDS = (.*)", makefile, re.M)[1].split()

    assert "run" in commands
    assert [name for name in commands if not (ROOT / f"ops/{name}.py").exists()] == []
    assert [name for name in commands if f"make {name}" not in makefile] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root would install the packages")
def test_user_without_rights_learns_which_packages_to_ask_for(tmp_path):
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool))

    told = subprocess.run(
        [shutil.which("sh"), ROOT / "ops" / "setup.sh", "run"],
        env={"PATH": str(tmp_path), "REDIS_URL": "redis://elsewhere/0"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 1
    assert "only root may install" in told.stderr
    assert "apt-get install --no-install-recommends" in told.stderr
    assert "nodejs npm gettext" in told.stderr
    assert "redis-tools" not in told.stderr
