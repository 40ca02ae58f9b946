"""An nginx for tests and measurements, where the machine has none.

Installing Debian's package would start a web server on the machine. Its program alone,
unpacked into var/, does for us and starts nothing.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ops.config import ROOT, VAR, fail

UNPACKED = VAR / "tools" / "nginx"


def program() -> Path | None:
    """Find nginx: the one we are told of, the machine's, or the one we unpacked."""
    if told := os.environ.get("NGINX"):
        return Path(told)
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    ours = UNPACKED / "usr" / "sbin" / "nginx"
    return Path(found) if found else ours if ours.exists() else None


def provide() -> None:
    """Make sure that there is an nginx."""
    if program():
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


def write_configuration(
    folder: Path, *, portal: str, port: int, static: Path, basemap: Path | None = None
) -> Path:
    """Write our nginx.conf for a private nginx: other addresses, files in a folder."""
    server = (ROOT / "ops" / "nginx.conf").read_text()
    for theirs, ours in {
        "server web:8000": f"server {portal}",
        "listen 80 default_server": f"listen 127.0.0.1:{port}",
        "/var/cache/nginx/portal": str(folder / "pages"),
        "/var/log/nginx/access.log": str(folder / "access.log"),
        "/srv/megdan/static/": f"{static}/",
        "/srv/megdan/basemap/": f"{basemap or VAR / 'basemap'}/",
    }.items():
        if theirs not in server:
            fail(f"ops/nginx.conf does not say {theirs!r} any more.")
        server = server.replace(theirs, ours)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = [f"{kind}_temp_path {folder / kind};" for kind in kinds]
    lines = [
        "daemon off;",
        # Started by root, its workers must reach the folder, too; else it is ignored.
        "user root;",
        f"pid {folder / 'nginx.pid'};",
        f"error_log {folder / 'error.log'};",
        "events {}",
        "http {",
        "types { text/css css; image/svg+xml svg; application/javascript js; }",
        *places,
        server,
        "}",
    ]
    path = folder / "nginx.conf"
    path.write_text("\n".join(lines))
    return path
