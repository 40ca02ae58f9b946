"""`make locks`: pin the newest versions that pyproject.toml and package.json allow.

The lock files hold versions and hashes and no address, so that every registry serves.
"""

import json
import subprocess

from ops.config import ROOT, VENV_PYTHON
from ops.packages import run

LOCKS = "ops/locks"
OPTIONS = [
    *("--quiet", "--upgrade", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"),
]


def main() -> None:
    lock_python("run", [])
    lock_python("dev", ["--group", "dev", "--constraint", f"{LOCKS}/run.txt"])
    run("npm", "install", "--package-lock-only", "--silent")
    remove_addresses()


def lock_python(name: str, extra: list[str]) -> None:
    uv = [str(VENV_PYTHON.with_name("uv")), "pip", "compile", "pyproject.toml"]
    output = ["--output-file", f"{LOCKS}/{name}.txt"]
    subprocess.run([*uv, *OPTIONS, *extra, *output], cwd=ROOT, check=True)


def remove_addresses() -> None:
    """Drop what npm adds about where to send money: we keep addresses out."""
    path = ROOT / "package-lock.json"
    lock = json.loads(path.read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2) + "\n")


if __name__ == "__main__":
    main()
