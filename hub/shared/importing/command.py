"""The manners every import command shares."""

from abc import ABC, abstractmethod
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hub.shared.importing.records import UnusableFile, read_records
from hub.shared.importing.report import Report

PROGRESS_EVERY = 1000


class ImportCommand(BaseCommand, ABC):
    """Reads one file, keeps all its good rows or, when something breaks, none."""

    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a GeoJSON or CSV file, UTF-8")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="check every row and say what would happen, but keep nothing",
        )

    def handle(self, *args, **options):
        try:
            records = read_records(options["file"])
        except UnusableFile as error:
            raise CommandError(str(error)) from None
        if not records:
            message = f"{options['file'].name}: there are no rows in it."
            raise CommandError(message)
        with transaction.atomic():
            report = self.take(records, options)
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.tell(report, dry_run=options["dry_run"])

    @abstractmethod
    def take(self, records, options) -> Report:
        """Bring the records into the database; say what became of each."""

    def progress(self, done, total):
        if done % PROGRESS_EVERY == 0 or done == total:
            self.stderr.write(f"{done} of {total} rows")

    def tell(self, report, *, dry_run):
        for line in [*report.notes, *report.refused]:
            self.stdout.write(line)
        self.stdout.write(report.summary)
        if dry_run:
            self.stdout.write("This was a dry run: nothing was kept.")
        if report.refused and not report.taken:
            message = "Nothing was imported: every row was refused."
            raise CommandError(message)
