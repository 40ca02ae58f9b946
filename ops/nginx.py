"""An nginx for tests and measurements, where the machine has none.

Installing Debian's package would start a web server on the machine. Its program alone,
unpacked into var/, does for us and starts nothing.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ops.config import VAR, fail

UNPACKED = VAR / "tools" / "nginx"
NGINX_FOLDER = UNPACKED / "usr" / "sbin"


def provide() -> None:
    """Make sure that `nginx` is found in /usr/sbin or in our own folder."""
    search = f"{os.environ['PATH']}:/usr/sbin:{NGINX_FOLDER}"
    if shutil.which("nginx", path=search):
        return
    print("Unpacking nginx …", flush=True)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o777)  # apt gives up its rights before it downloads
        download = ["apt-get", "-qq", "download", "nginx"]
        got = subprocess.run(download, cwd=folder, check=False)
        packages = list(Path(folder).glob("*.deb"))
        if got.returncode or not packages:
            fail("nginx could not be downloaded; try apt-get update.")
        UNPACKED.mkdir(parents=True, exist_ok=True)
        command = ["dpkg-deb", "--extract", str(packages[0]), str(UNPACKED)]
        subprocess.run(command, check=True)
