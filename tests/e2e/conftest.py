"""A whole portal for the browser: web server, worker, beat, demonstration region."""

import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from ops.config import free_port

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 880}
START_SECONDS = 180
# The worker has more to do than what one test waits for, and few processors for it.
WORK_SECONDS = 180
EXPECT_MS = 30_000
FURNISH = """
from django.core.management import call_command
for command in ("migrate", "load_demo", "create_first_staff"):
    call_command(command)
"""
WORKER_IS_THERE = """
() => new Promise((done) => {
  if (navigator.serviceWorker.controller) done();
  navigator.serviceWorker.addEventListener("controllerchange", () => done());
})
"""
# Notes every breach of the Content-Security-Policy of the page it runs in.
WATCH_CSP = """
window.cspBreaches = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.cspBreaches.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
"""


@dataclass(frozen=True)
class Portal:
    """Where a running portal is, and how its staff sign in."""

    url: str
    var: Path
    email: str
    password: str
    environment: dict[str, str]


def connect(database: str):
    """Speak with a database of the server that the tests' own is on."""
    parts = settings.DATABASES["default"]
    return psycopg2.connect(
        host=parts["HOST"] or None,
        port=parts["PORT"] or None,
        user=parts["USER"] or None,
        password=parts["PASSWORD"] or None,
        dbname=database,
    )


@contextmanager
def database():
    """A database of its own beside the tests' one; yields its address."""
    name = f"e2e_{secrets.token_hex(4)}"
    server = connect("postgres")
    server.autocommit = True
    tables = settings.DATABASES["default"]["TEST"]["TEMPLATE"] or "template1"
    server.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {tables}")
    address = urlsplit(settings.DATABASE_URL)
    try:
        # A socket's folder stands before the name.
        folder = address.path.rpartition("/")[0]
        yield address._replace(path=f"{folder}/{name}").geturl()
    finally:
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
        server.close()


def program(environment, log, *command):
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )


def manage(environment, *command):
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
    )


def wait_until_ready(url):
    """Until /readyz is content: database, Redis and worker."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    pytest.fail(f"the portal did not become ready in {START_SECONDS} s")


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """Gunicorn, a Celery worker and beat on the demonstration region."""
    var = tmp_path_factory.mktemp("portal")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with database() as database_url, (var / "log").open("wb") as log:
        environment = os.environ | {
            "DATABASE_URL": database_url,
            "VAR_DIR": str(var),
            "SITE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.e2e.settings",
            "ADMIN_EMAIL": "staff@example.org",
            "ADMIN_PASSWORD": secrets.token_urlsafe(12),
            "PYTHONPATH": str(ROOT),
        }
        manage(environment, "shell", "--verbosity", "0", "-c", FURNISH)
        web = ("gunicorn", "hub.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4")
        worker = ("celery", "-A", "hub", "worker", "--beat", "--concurrency", "2")
        schedule = ("--schedule", str(var / "beat"), "--queues", "celery,long")
        programs = [
            program(environment, log, *web),
            program(environment, log, *worker, *schedule),
        ]
        try:
            wait_until_ready(url)
            yield Portal(
                url,
                var,
                environment["ADMIN_EMAIL"],
                environment["ADMIN_PASSWORD"],
                environment,
            )
        finally:
            for running in programs:
                running.terminate()
            for running in programs:
                running.wait(timeout=120)


@pytest.fixture(scope="session")
def chromium():
    # Playwright's loop stands in this thread from now on; our queries are none of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Five seconds are not enough where others have the processors, too.
    expect.set_options(timeout=EXPECT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium, portal):
    """Make a browser window; its pages note breaches of the CSP."""
    contexts = []

    def make(*, viewport=PHONE, locale="bg-BG", **options):
        context = chromium.new_context(
            base_url=portal.url, viewport=viewport, locale=locale, **options
        )
        context.add_init_script(WATCH_CSP)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_browser):
    """A phone that has opened the form once; its service worker is there."""
    page = open_browser()
    page.goto("/bg/share/")
    page.evaluate(WORKER_IS_THERE)
    return page


@pytest.fixture
def staff(open_browser, portal):
    """A desk at which a moderator has signed in."""
    page = open_browser(viewport=DESK)
    sign_in(page, portal.email, portal.password)
    return page


def look_again(page, done):
    """Load the page anew until `done()` is true of it: the worker is still at work."""
    until = time.monotonic() + WORK_SECONDS
    while time.monotonic() < until:
        page.wait_for_load_state()
        if done():
            return
        page.wait_for_timeout(500)
        page.reload()
    pytest.fail(f"the worker had not done it after {WORK_SECONDS} s: {page.url}")


def press(button):
    """Click it and wait for the page that it leads to, however slow the machine is."""
    with button.page.expect_navigation():
        button.click()


def sign_in(page, email, password):
    page.goto("/admin/login/")
    page.fill("[name=username]", email)
    page.fill("[name=password]", password)
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
