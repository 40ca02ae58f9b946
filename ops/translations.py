"""Check that every translation compiles: placeholders kept, plural forms whole."""

import subprocess
import sys

from ops.config import po_files


def main() -> int:
    check = ["msgfmt", "--check-format", "--check-header", "-o", "/dev/null"]
    codes = [
        subprocess.run([*check, path], check=False).returncode for path in po_files()
    ]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
