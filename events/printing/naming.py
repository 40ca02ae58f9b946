"""How the files are called on the computer of those who print them."""

from events.models import PrintedSheet
from hub.shared.text import slugify_name


def file_name(sheet: PrintedSheet) -> str:
    """In Latin letters: "2027-05-24-belchin-poster-bg.pdf"."""
    kind = sheet.kind.replace("_", "-")
    return f"{_subject(sheet)}-{kind}-{sheet.language}.pdf"


def _subject(sheet: PrintedSheet) -> str:
    date = sheet.occurrence
    if date is None or date.event is None:
        return sheet.subject.slug
    village = date.event.territory
    named = slugify_name(village.name_en or village.name, default="") if village else ""
    return f"{date.day}-{named or date.event.slug}"
