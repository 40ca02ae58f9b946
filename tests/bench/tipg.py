"""`tipg`, a server of vector tiles that others made (MIT): the same table beside us.

It is no part of the portal: its packages are installed by pip, apart from ours, into
the cache of the checkout, when the bench first runs.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from ops.config import VAR, free_port
from tests.bench.kept_line import KeptLine

PACKAGES = ("tipg==1.6.1", "uvicorn[standard]==0.54.0")
HOME = VAR / "cache" / "tipg-1.6.1"
TILES = "/collections/{}.places/tiles/WebMercatorQuad/{}/{}/{}"
# What our tiles hold of a place, for its catalogue to find.
SCHEMA = "told"
VIEW = f"""
    DROP SCHEMA IF EXISTS {SCHEMA} CASCADE;
    CREATE SCHEMA {SCHEMA};
    CREATE VIEW {SCHEMA}.places AS
    SELECT id, category_id AS category, group_id AS "group",
        CASE WHEN precision <> 'exact' THEN true END AS approximate,
        public_point AS geom
    FROM public.places_place WHERE published IS NOT NULL
"""  # noqa: S608 -- our own words


def install() -> bool:
    """Whether it is there; pip tells why not."""
    python = HOME / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
    wanted = [python, "-m", "pip", "install", "--quiet", *PACKAGES]
    return subprocess.run(wanted, check=False).returncode == 0


@contextmanager
def tipg() -> Iterator[KeptLine]:
    """A line to a tipg with one process, whose tiles are whole and have no margin."""
    with connection.cursor() as cursor:
        cursor.execute(VIEW)
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": _address(),
        "TIPG_DB_SCHEMAS": f'["{SCHEMA}"]',
        "TIPG_DB_SPATIAL_EXTENT": "false",
        "TIPG_DB_DATETIME_EXTENT": "false",
        "TIPG_TILE_BUFFER": "0",
        "TIPG_MAX_FEATURES_PER_TILE": "1000000",
    }
    command = ("-m", "uvicorn", "tipg.main:app", "--port", str(port))
    server = subprocess.Popen(
        [HOME / "bin" / "python", *command, "--log-level", "warning"],
        env=environment,
        cwd=HOME,
    )
    try:
        line = KeptLine(port)
        yield line
        line.close()
    finally:
        server.terminate()
        server.wait()


def tile_address(zoom: int, x: int, y: int) -> str:
    return TILES.format(SCHEMA, zoom, x, y)


def _address() -> str:
    parts = settings.DATABASES["default"]
    user, password = (
        quote(str(parts[key] or ""), safe="") for key in ("USER", "PASSWORD")
    )
    host = quote(parts["HOST"] or "localhost", safe="")
    return (
        f"postgresql://{user}{':' if password else ''}{password}@{host}"
        f":{parts['PORT'] or 5432}/{parts['NAME']}"
    )
