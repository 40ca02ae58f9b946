"""Settings shared by every environment. The environment is read here, once."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
DATABASE_URL = env.str("DATABASE_URL", default="postgis://megdan@127.0.0.1/megdan")
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
EMAIL_URL = env.str("EMAIL_URL", default="")
SENTRY_DSN = env.str("SENTRY_DSN", default="")
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
MAP_RASTER_URL = env.str("MAP_RASTER_URL", default="")
MAP_RASTER_CREDIT = env.str("MAP_RASTER_CREDIT", default="")
ADMIN_EMAIL = env.str("ADMIN_EMAIL", default="admin@example.org")
ADMIN_PASSWORD = env.str("ADMIN_PASSWORD", default="")

INSTALLED_APPS = [
    "hub",
    "hub.packs",
    "interest_forms",
    "events",
    "places",
    "partners",
    "hub.shared",
    "modeltranslation",
    "leaflet",
    "pgtrigger",
    "django_linear_migrations",
    "hub.admin_config.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.gis",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hub.shared.permissions.permissions_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "partners.User"
LOGIN_URL = "admin:login"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# One connection a thread, kept; checked before use so that a restarted
# database costs nobody an error page.
DATABASES = {
    "default": {
        **env.db_url_config(DATABASE_URL),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}

# Pages are kept in the memory of each web process: a frozen Redis slows no reader.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
}

LANGUAGE_CODE = "bg"
LANGUAGES = [
    ("bg", _("Bulgarian")),
    ("en", _("English")),
    ("ro", _("Romanian")),
    ("el", _("Greek")),
    ("fr", _("French")),
]
# The second: words of Django that its own translations lack. Readers would be shown
# them in the language of the portal.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "hub" / "django_words"]
FORMAT_MODULE_PATH = "hub.formats"
TIME_ZONE = "Europe/Sofia"
USE_TZ = True
MODELTRANSLATION_DEFAULT_LANGUAGE = "bg"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("bg", "en", "ro", "el", "fr")
# django-modeltranslation would fetch jQuery UI from another host.
JQUERY_UI_URL = "admin/js/jquery.init.js"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "hub.shared.finders.PackageFilesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "hub.shared.storage.HashedStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]


def origin_of(address: str) -> list[str]:
    """The server of an address, as the policy names it; none if there is none."""
    server = urlsplit(address)
    return [f"{server.scheme}://{server.netloc}"] if server.netloc else []


# Security: deny, then allow the little that our own pages need.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *origin_of(MAP_RASTER_URL)],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Ten photographs of 25 MB and the fields beside them are streamed to disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# More than ten are refused by the form, which keeps what was written.
DATA_UPLOAD_MAX_NUMBER_FILES = 100

# Debian 12's GDAL cannot block network access; it reads no visitor's data here:
# GeoJSON and GPX are parsed by Python, and only staff import boundaries.
SILENCED_SYSTEM_CHECKS = ["gis.W001"]

EMAIL_CONFIG = env.email_url_config(EMAIL_URL or "dummymail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="megdan@localhost")
# A mail server that does not answer keeps no worker waiting longer, in seconds.
EMAIL_TIMEOUT = 20

# Redis is a doorbell: messages may be lost, the rows in PostgreSQL are the queue.
CELERY_BROKER_URL = REDIS_URL
# A Redis that froze or moved away is noticed, and connected to again by itself.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
# What takes minutes or hours has a queue and a worker of its own.
CELERY_TASK_ROUTES = {
    "places.tasks.build_basemap": {"queue": "long"},
    "places.tasks.make_map": {"queue": "long"},
    "hub.packs.tasks.make_pack": {"queue": "long"},
    "events.tasks.make_dates": {"queue": "long"},
    "interest_forms.tasks.make_week_plan": {"queue": "long"},
}
HOUR = 3600
# What is rung for: so many seconds after the last time, or at an hour of the night.
RINGS = {
    "places.tasks.render_due_photos": 30,
    "places.tasks.build_due_basemaps": 30,
    "places.tasks.make_due_maps": 30,
    "hub.packs.tasks.make_due_packs": 30,
    "events.tasks.make_due_sheets": 30,
    "interest_forms.tasks.make_due_week_plans": 30,
    "interest_forms.tasks.send_due_letters": 60,
    "interest_forms.tasks.follow_interest_forms": 60,
    "interest_forms.tasks.send_due_schedule_letters": 60,
    "events.tasks.send_due_letters": 60,
    "events.tasks.expire_offers": 60,
    "interest_forms.tasks.forget_clients": 600,
    "interest_forms.tasks.apply_retention": HOUR,
    "interest_forms.tasks.remove_expired_uploads": HOUR,
    "interest_forms.tasks.forget_handed_over": HOUR,
    "events.tasks.forget_attendees": HOUR,
    "events.tasks.forget_registrants": HOUR,
    "events.tasks.make_dates": crontab(hour=2, minute=40),
    "hub.packs.tasks.ask_for_packs": crontab(hour=3, minute=15),
    "events.tasks.forget_guests": crontab(hour=3, minute=20),
    "events.tasks.remove_old_sheets": 24 * HOUR,
    "places.tasks.remove_orphans": 24 * HOUR,
}
# A ring that no worker has heard by the next one is dropped.
CELERY_BEAT_SCHEDULE = {
    task: {
        "task": task,
        "schedule": when,
        "options": {"expires": min(when, HOUR) if isinstance(when, int) else HOUR},
    }
    for task, when in RINGS.items()
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # They tell of every step to a PDF.
    "loggers": {
        name: {"level": "WARNING"} for name in ("fontTools", "weasyprint.progress")
    },
}

# ---- The portal's own settings
# Where originals (private) and renditions (made from them) are kept.
HUB_ORIGINALS = VAR_DIR / "originals"
HUB_RENDITIONS = VAR_DIR / "renditions"
# Photographs of consents signed on paper: private, never rendered.
HUB_PAPERS = VAR_DIR / "papers"
# Photographs of sheets that people signed at meetings: private, never rendered.
HUB_SIGNED_SHEETS = VAR_DIR / "signed_sheets"
# Base maps: the files for readers, and beside them what they are made from.
HUB_BASEMAPS = VAR_DIR / "basemap"
# Picture tiles of another server instead, with {z}, {x}, {y} and without {s}; off when
# empty. Readers' browsers then ask that server. Every map thanks OpenStreetMap anyway.
HUB_RASTER_URL = MAP_RASTER_URL
HUB_RASTER_CREDIT = MAP_RASTER_CREDIT
# Scans of old maps (private), their pictures and their tiles (made from them).
HUB_MAPS = VAR_DIR / "maps"
# What visitors take along where there is no signal: the files of all packs; how large
# one may be, in bytes (pictures fill what is left), and the base map in it.
HUB_PACKS = VAR_DIR / "packs"
HUB_PACK_MAX_BYTES = 60 * 1024 * 1024
HUB_PACK_MAP_BYTES = 25 * 1024 * 1024
# Posters and sheets of meetings as PDF: private, posters are handed out by a query.
HUB_PRINTED_SHEETS = VAR_DIR / "printed_sheets"
# One scan of an old map, in bytes.
HUB_SCAN_MAX_BYTES = 250 * 1024 * 1024
# One photograph of a resident, in bytes, and how many come in one form.
HUB_PHOTO_MAX_BYTES = 25 * 1024 * 1024
HUB_PHOTOS_PER_FORM = 10
# The track of a walk that staff upload, in bytes.
HUB_GPX_MAX_BYTES = 25 * 1024 * 1024
# A calendar or a table of events that staff upload, in bytes.
HUB_CALENDAR_MAX_BYTES = 2 * 1024 * 1024
# How many photos staff enter for one person at a meeting.
HUB_PHOTOS_PER_ENTRY = 50
# A photograph that comes in pieces is waited for so long after its last piece, in
# seconds; as long as that, one that is whole can be named in a form.
HUB_UPLOAD_SECONDS = 3 * 24 * 60 * 60
# Photographs one form may begin to send: those that were taken out again count, too.
HUB_UPLOADS_PER_FORM = 3 * HUB_PHOTOS_PER_FORM
# Submissions of one client in an hour: more are held for checking, then refused.
HUB_SUBMISSIONS_HELD_AFTER = 40
# The same of the network around it, of one address without the page's script, and of
# the whole portal without it; and how often one form may come with other pictures.
HUB_NETWORK_HELD_AFTER = 120
HUB_PLAIN_HELD_AFTER = 15
HUB_FLOOD_HELD_AFTER = 300
HUB_RESENT_HELD_AFTER = 4
HUB_SUBMISSIONS_REFUSED_AFTER = 60
# Photographs in pieces that one client may begin in an hour.
HUB_UPLOADS_REFUSED_AFTER = HUB_SUBMISSIONS_REFUSED_AFTER * HUB_PHOTOS_PER_FORM
# Codes from paper that were not found, in an hour: of one client, of everybody.
HUB_LOOKUPS_PER_CLIENT = 10
HUB_LOOKUPS_IN_ALL = 200
# Reports about pictures in an hour: how many of one client, and of all together, hide
# their picture before anybody has looked, and after how many a client is refused.
HUB_HIDINGS_PER_CLIENT = 5
HUB_HIDINGS_IN_ALL = 100
HUB_REPORTS_REFUSED_AFTER = 20
# What is deleted by itself: clients' keys, in hours; the files of photos that were
# declined, taken back or unreadable, an e-mail address nobody confirmed, and a sender's
# name, contact and messages after their last use, in days. So many rows of each kind at
# most in one hourly run.
HUB_CLIENT_HOURS = 24
HUB_OVER_PHOTO_DAYS = 30
HUB_UNCONFIRMED_DAYS = 30
HUB_CONTACT_DAYS = 365
# Who sent a form of interest, as long as nothing was decided or done for so many days.
HUB_INTEREST_DAYS = 3 * 365
# Who was invited to a study visit is known for so long.
HUB_VISIT_GUEST_DAYS = 180
HUB_RETENTION_BATCH = 500
# Names of people at meetings since they were last seen, and the photographed sheets
# they signed: so many days.
HUB_ATTENDANCE_DAYS = 365
# Certificates of attendance are to be printed within so many days, and made anew later.
HUB_CERTIFICATE_DAYS = 7
# For so many years ahead calendar rules make dates.
HUB_RULE_YEARS = 3
# An offered seat is kept for so many hours.
HUB_OFFER_HOURS = 24
# So many days after it the names of those who registered for a date are deleted.
HUB_REGISTRANT_DAYS = 30
# Letters that say "you are registered" to one e-mail address in a day.
HUB_REGISTRATION_LETTERS = 10
# Registrations of one client in an hour: more are refused.
HUB_REGISTRATIONS_REFUSED_AFTER = 60
# Whether a proxy of ours stands in front and tells the client's address.
HUB_BEHIND_PROXY = BEHIND_PROXY
# A form sent sooner than this many seconds after it was opened is held.
HUB_FORM_MIN_SECONDS = 3
# For so many seconds a decision can be taken back before its sender sees it.
HUB_UNDO_SECONDS = 10
# Without a mail server letters wait in their table: none is printed to a log.
HUB_SENDS_LETTERS = bool(EMAIL_URL)
# News of a decision or a question goes out by e-mail so many seconds later.
HUB_LETTER_SECONDS = 60
# How long a worker may keep a photo before another may take it, in seconds.
HUB_LEASE_SECONDS = 180
# Between two objects a crew drives so many times the straight line, so fast (km/h).
# Values of ours for hills and villages; `interest_forms/schedule/roads.py` says more.
HUB_ROAD_FACTOR = 1.4
HUB_ROAD_SPEED = 45
# Memory one worker process may allocate, in bytes: a picture that needs more is
# refused. With the libraries, which are not counted, a worker stays below 600 MB.
HUB_WORKER_MEMORY = 520 * 1024 * 1024
# How long a web process trusts the content version it has read, in seconds.
HUB_VERSION_SECONDS = 2
# Bounding box of the map when nothing narrower is known: west, south, east, north.
HUB_MAP_EXTENT = (22.3, 41.2, 28.7, 44.3)
# Browser libraries published from npm packages: static name → file in node_modules.
MANROPE = "@fontsource-variable/manrope/files/manrope-{}-wght-normal.woff2"
PROTOMAPS = "protomaps-leaflet/dist/protomaps-leaflet.js"
HUB_NPM_FILES = {
    **{
        f"fonts/manrope-{subset}.woff2": MANROPE.format(subset)
        for subset in ("cyrillic", "greek", "latin", "latin-ext")
    },
    "vendor/exifr.js": "exifr/dist/lite.esm.mjs",
    # The first imports the second by its name.
    "vendor/qr/decode.js": "qr/decode.js",
    "vendor/qr/index.js": "qr/index.js",
    "vendor/protomaps-leaflet.js": PROTOMAPS,
    # The library names it at its end, so it has to be there.
    "vendor/protomaps-leaflet.js.map": f"{PROTOMAPS}.map",
}
