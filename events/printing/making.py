"""The work behind a sheet: tell, draw, keep."""

import logging
from errno import ENOSPC

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from events.models import PrintedSheet
from events.printing import files
from events.printing.paper import pdf_of
from events.printing.telling import Teller
from hub.shared.versions import current_version, raise_versions

logger = logging.getLogger(__name__)


def make(sheet: PrintedSheet) -> None:
    """Make the sheet that was claimed; or note why it could not be made."""
    try:
        _make(sheet)
    except (InterfaceError, OperationalError):
        # Nothing can be noted now; the lease runs out and the sweeper rings again.
        raise
    except Exception as error:
        logger.exception("sheet to print %s", sheet.pk)
        is_full = isinstance(error, OSError) and error.errno == ENOSPC
        problems = PrintedSheet.Problem
        sheet.give_up(problems.DISK_FULL if is_full else problems.DRAWING)


def _make(sheet: PrintedSheet) -> None:
    version = current_version()
    told = Teller().told(sheet)
    content, pages = pdf_of(told)
    files.keep(told.digest, content)
    with transaction.atomic():
        is_kept = sheet.keep(
            digest=told.digest,
            pages=pages,
            size=len(content),
            made=timezone.now(),
            checked=version,
            problem="",
        )
        if is_kept and sheet.kind == PrintedSheet.Kind.POSTER:
            # Its page leads to it now.
            raise_versions([sheet.group_id])
