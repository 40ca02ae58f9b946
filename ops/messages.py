"""`make messages`: collect the texts of the interface into locale/ for translators."""

import os
import subprocess
import sys

from ops.config import ROOT, VENV_PYTHON

LANGUAGES = ["bg", "el", "en", "fr", "ro"]
IGNORED = [".venv", "node_modules", "var", "tests", "ops"]


def main() -> int:
    languages = [f"--locale={language}" for language in LANGUAGES]
    ignored = [f"--ignore={folder}" for folder in IGNORED]
    collect = [str(VENV_PYTHON), "manage.py", "makemessages", "--no-obsolete"]
    shape = ["--add-location=file", "--no-wrap"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "hub.settings.dev"}
    for domain in ("django", "djangojs"):
        command = [*collect, *shape, *languages, *ignored, f"--domain={domain}"]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
