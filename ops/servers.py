"""PostgreSQL and Redis of our own, for as long as one command runs."""

import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from os import environ
from pathlib import Path

from ops.config import fail, free_port
from ops.program import Program

# A socket's path has at most 107 bytes; and it becomes part of DATABASE_URL.
SOCKET_FOLDER = re.compile(r"[A-Za-z0-9._/-]{1,85}")
POSTGRES_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "jit": "off",
    "random_page_cost": "1.1",
}
# For data that is thrown away with the servers.
CARELESS_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}

# Variables of the environment, and the programs that were started for them.
Servers = tuple[dict[str, str], list[Program]]


@contextmanager
def servers(folder: Path, *, durable: bool) -> Iterator[Servers]:
    """Yield a database and a Redis, started here unless the environment names them."""
    with ExitStack() as stack:
        addresses, programs = {}, []
        if not environ.get("DATABASE_URL"):
            database = private_postgres(folder, durable=durable)
            addresses["DATABASE_URL"], program = stack.enter_context(database)
            programs.append(program)
        if not environ.get("REDIS_URL"):
            redis = private_redis(folder)
            addresses["REDIS_URL"], program = stack.enter_context(redis)
            programs.append(program)
        yield addresses, programs


@contextmanager
def private_postgres(folder: Path, *, durable: bool) -> Iterator[tuple[str, Program]]:
    binaries = postgres_binaries(folder / "postgres")
    make_cluster(binaries, folder / "postgres", durable=durable)
    with socket_folder(folder) as sockets:
        options = POSTGRES_OPTIONS | ({} if durable else CARELESS_OPTIONS)
        options["unix_socket_directories"] = str(sockets)
        settings = [f"--{name}={value}" for name, value in options.items()]
        program = Program(
            "postgres",
            [str(binaries / "postgres"), "-D", str(folder / "postgres"), *settings],
            log=folder / "log" / "postgres.log",
            stop_signal=signal.SIGINT,  # PostgreSQL's "fast" shutdown
            alarming=re.compile(rb"\bPANIC\b"),
        )
        with running(program):
            wait_until(program, lambda: answers_queries(binaries, sockets))
            make_database(binaries, sockets)
            yield f"postgis://megdan@/{sockets}/megdan", program


@contextmanager
def private_redis(folder: Path) -> Iterator[tuple[str, Program]]:
    """Start Redis with nothing kept on disk: it is a doorbell, not a store."""
    port, password = free_port(), secrets.token_hex(16)
    home = folder / "redis"
    home.mkdir(parents=True, exist_ok=True)
    lines = [
        f"port {port}",
        "bind 127.0.0.1",
        f"requirepass {password}",
        f'dir "{home}"',
        'save ""',
        "maxmemory 256mb",
    ]
    program = Program(
        "redis",
        [str(redis_server(home)), "-"],
        given="\n".join(lines).encode(),
        log=folder / "log" / "redis.log",
    )
    with running(program):
        wait_until(program, lambda: accepts_connections(port))
        yield f"redis://:{password}@127.0.0.1:{port}/0", program


def redis_server(home: Path) -> Path:
    """Find Redis. Debian's redis-tools holds the server under its checker's name.

    The name it is called by decides what it is: a link gives it the right one, and no
    package is needed that would start a service.
    """
    found = shutil.which("redis-server") or shutil.which("redis-check-rdb")
    if found is None:
        fail("Redis is not installed.")
    link = home / "redis-server"
    link.unlink(missing_ok=True)
    link.symlink_to(found)
    return link


@contextmanager
def running(program: Program) -> Iterator[None]:
    try:
        program.start()
        yield
    finally:
        program.stop()


@contextmanager
def socket_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder for the database's socket that only its user may enter."""
    sockets = folder / "run"
    if SOCKET_FOLDER.fullmatch(str(sockets)):
        sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield sockets
    else:
        with tempfile.TemporaryDirectory(prefix="megdan-", dir="/tmp") as short:
            yield Path(short)


def postgres_binaries(data: Path) -> Path:
    """Find PostgreSQL: the version that made the data, or the newest with PostGIS."""
    version = data / "PG_VERSION"
    wanted = version.read_text().strip() if version.exists() else "*"
    found = [
        Path("/usr/lib/postgresql", control.parts[4], "bin")
        for control in Path("/usr/share/postgresql").glob(
            f"{wanted}/extension/postgis.control"
        )
    ]
    if not found:
        which = "" if wanted == "*" else f" {wanted}, which made {data},"
        fail(f"PostgreSQL{which} with PostGIS is not installed.")
    return max(found, key=lambda path: int(path.parent.name))


def make_cluster(binaries: Path, data: Path, *, durable: bool) -> None:
    """Make an empty database cluster, whole or not at all."""
    if data.exists():
        return
    unfinished = data.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    command = [
        str(binaries / "initdb"),
        *("--username=megdan", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"),
        *([] if durable else ["--no-sync"]),
        str(unfinished),
    ]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        fail(f"the database could not be made in {data}:\n{made.stderr}")
    unfinished.rename(data)


def make_database(binaries: Path, sockets: Path) -> None:
    tool = [str(binaries / "psql"), "-X", "-h", str(sockets), "-U", "megdan"]
    query = "SELECT 1 FROM pg_database WHERE datname = 'megdan'"
    ask = [*tool, "-d", "postgres", "-Atc", query]
    listed = subprocess.check_output(ask, text=True)
    if not listed.strip():
        order = "CREATE DATABASE megdan"
        subprocess.run([*tool, "-q", "-d", "postgres", "-c", order], check=True)


def answers_queries(binaries: Path, sockets: Path) -> bool:
    command = [str(binaries / "pg_isready"), "-q", "-h", str(sockets)]
    return subprocess.run(command, check=False).returncode == 0


def accepts_connections(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(
    program: Program, is_ready: Callable[[], bool], seconds: float = 60
) -> None:
    """Wait for a program to be of use; say why when it never is."""
    deadline = time.monotonic() + seconds
    while not is_ready():
        if not program.is_running():
            program.give_up("stopped at once")
        if time.monotonic() > deadline:
            program.give_up(f"was not ready after {seconds:.0f} s")
        time.sleep(0.1)
