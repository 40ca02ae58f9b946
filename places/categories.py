"""The twelve categories every portal starts with."""

import json
from pathlib import Path

from places.models import Category

FILE = Path(__file__).parent / "data" / "categories.json"


def ensure_categories() -> int:
    """Add those of the twelve that are missing; say how many. None is changed."""
    known = set(Category.objects.values_list("slug", flat=True))
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    missing = [
        Category(mark=row["slug"], **row) for row in rows if row["slug"] not in known
    ]
    Category.objects.bulk_create(missing)
    return len(missing)
