"""`make format`: bring Python and templates into the house's shape."""

import subprocess

from ops.config import ROOT
from ops.lint import TARGET, files, tool


def main() -> None:
    python, templates = files(".py"), files(".html")
    # These two end with 1 when they changed something.
    subprocess.run(tool("django-upgrade", *TARGET, *python), cwd=ROOT, check=False)
    subprocess.run(tool("djade", *TARGET, *templates), cwd=ROOT, check=False)
    shape = tool("djangofmt", "--indent-width", "2", "--quiet", *templates)
    subprocess.run(shape, cwd=ROOT, check=False)
    subprocess.run(
        tool("ruff", "check", "--fix", "--quiet", "."), cwd=ROOT, check=False
    )
    subprocess.run(tool("ruff", "format", "--quiet", "."), cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
