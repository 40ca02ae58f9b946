"""Finding the sheets that no longer tell what is true."""

from django.db.models import Q
from django.utils import timezone

from events.models import PrintedSheet
from events.printing.telling import Teller
from hub.shared.versions import current_version

# So many are looked at in one run.
BATCH = 300


def ask_for_outdated() -> None:
    """Have made anew what tells of a date that has changed, of those still to come.

    Nothing that visitors see changes without a new content version: a sheet that was
    looked at since is not looked at again.
    """
    version = current_version()
    ahead = Q(occurrence__last_day__gte=timezone.localdate()) | Q(series__isnull=False)
    sheets = PrintedSheet.objects.filter(ahead, state=PrintedSheet.State.READY)
    sheets = list(
        sheets.filter(checked__lt=version).with_subjects().order_by("checked")[:BATCH]
    )
    if not sheets:
        return
    teller = Teller()
    outdated = [sheet.pk for sheet in sheets if not teller.is_current(sheet)]
    PrintedSheet.objects.filter(pk__in=outdated).ask_again()
    looked_at = {sheet.pk for sheet in sheets} - set(outdated)
    PrintedSheet.objects.filter(pk__in=looked_at).update(checked=version)
