"""A few files of npm packages are published as static files under names of ours."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import Warning as CheckWarning
from django.core.files.storage import FileSystemStorage

PACKAGES = Path(settings.BASE_DIR) / "node_modules"


class PackageStorage(FileSystemStorage):
    """Opens a file of `node_modules` under its published name."""

    def __init__(self):
        super().__init__(location=PACKAGES, base_url=settings.STATIC_URL)
        self.prefix = None

    def path(self, name):
        return super().path(settings.HUB_NPM_FILES[name.replace("\\", "/")])


class PackageFilesFinder(BaseFinder):
    """Finds the files that `HUB_NPM_FILES` lists, and nothing else in the packages."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.storage = PackageStorage()
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        return [
            CheckWarning(
                f"{source} is not installed.",
                hint="Run `npm ci`.",
                id="shared.W001",
            )
            for source in settings.HUB_NPM_FILES.values()
            if not (PACKAGES / source).is_file()
        ]

    def find(self, path, find_all=False, **kwargs):
        source = settings.HUB_NPM_FILES.get(path)
        if source is None or not (PACKAGES / source).is_file():
            return []
        match = str(PACKAGES / source)
        return [match] if find_all else match

    def list(self, ignore_patterns):
        for name in settings.HUB_NPM_FILES:
            if not matches_patterns(name, ignore_patterns):
                yield name, self.storage
