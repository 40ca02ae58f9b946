"""Fill an empty portal with the demonstration region.

It goes through the same doors as everybody: the imports and the actions. Only the
groups are written here, from `data/groups.json`.
"""

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from hub.demo.conferences import add_conferences
from hub.demo.feasts import add_feasts
from hub.demo.interest import add_interest
from hub.demo.walks import add_walks
from hub.packs.models import OfflinePack
from hub.shared.audit import record
from hub.shared.dates import PartialDate
from hub.shared.importing import Report, read_records
from interest_forms.actions import Answers, submit_photos
from interest_forms.consent import CONSENT_VERSION
from partners.areas import refresh_areas
from partners.models import ActionGroup, GroupSettlement, Organisation, Territory
from partners.territory_import import import_territories
from places.actions import KeptFile
from places.models import Place
from places.photos.headers import read_header
from places.photos.originals import Incoming, path_of
from places.place_import import PlaceOptions, import_places

FOLDER = Path(__file__).parent
DATA, PHOTOS = FOLDER / "data", FOLDER / "photos"
# In this order: a settlement's land needs its settlement, a place needs the land.
TERRITORY_FILES = (
    "bg_settlements.csv",
    "provinces.geojson",
    "municipalities.geojson",
    "settlement_lands.geojson",
)
SOURCE = "demo"
WALKS = ("routes", "products", "themes")
FEASTS = ("traditions", "events")
LANGUAGES = ("bg", "en", "ro", "el", "fr")
# Makes the keys of the sample submissions, so that each comes once.
KEYS = uuid.UUID("6f1c1f5e-6a3e-4d53-9a53-5a3f7c1d0b11")

Tell = Callable[[str], None]


def load_demo(tell: Tell) -> bool:
    """Load everything; `False` when the portal has action groups already."""
    if ActionGroup.objects.exists():
        return False
    with transaction.atomic():
        for name in TERRITORY_FILES:
            report = import_territories(read_records(DATA / name), _no_progress)
            _tell_report(tell, name, report)
        groups = [_add_group(row) for row in _json("groups.json")]
        refresh_areas(groups)
        tell(f"groups.json: {len(groups)} groups")
        options = PlaceOptions(source=SOURCE, publish=True)
        records = read_records(DATA / "places.geojson")
        _tell_report(
            tell, "places.geojson", import_places(records, options, _no_progress)
        )
        walks = {name: _json(f"{name}.json") for name in WALKS}
        add_walks(**walks, tracks=DATA / "gpx")
        feasts = {name: _json(f"{name}.json") for name in FEASTS}
        add_feasts(**feasts)
        conferences = _json("conferences.json")
        add_conferences(conferences)
        told = walks | feasts | {"conferences": conferences}
        for name, rows in told.items():
            tell(f"{name}.json: {len(rows)} rows")
        interest = json.loads((DATA / "interest.json").read_text(encoding="utf-8"))
        add_interest(interest)
        tell(f"interest.json: a call and {len(interest['forms'])} forms")
        for number, row in enumerate(_json("submissions.json")):
            _submit(number, row)
        tell("submissions.json: sample photographs wait in the queue")
        OfflinePack.objects.ask_for_all()
    return True


def _json(name: str) -> list[dict[str, Any]]:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _no_progress(done: int, total: int) -> None:
    """Our own files are small."""


def _tell_report(tell: Tell, name: str, report: Report) -> None:
    tell(f"{name}: {report.summary}")
    for line in report.refused:
        tell(line)


def _add_group(row: dict[str, Any]) -> ActionGroup:
    """A group with its organisation and the settlements of its territory.

    Since when each settlement belongs is not known, so no date is claimed.
    """
    names = {f"name_{lang}": row[f"name_{lang}"] for lang in LANGUAGES}
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.LAG,
        country=Territory.objects.get(scheme=Territory.Scheme.ISO, code="BG"),
        languages=["bg"],
        website=row["website"],
        **names,
    )
    ekatte = Territory.objects.filter(scheme=Territory.Scheme.EKATTE)
    municipalities = list(ekatte.filter(code__in=row["municipalities"]))
    organisation.territories.set(municipalities)
    group = ActionGroup.objects.create(
        organisation=organisation,
        slug=row["slug"],
        accent=row["accent"],
        **names,
        **{f"summary_{lang}": row[f"summary_{lang}"] for lang in LANGUAGES},
    )
    settlements = ekatte.settlements().filter(parent__in=municipalities)
    GroupSettlement.objects.bulk_create(
        GroupSettlement(group=group, settlement=settlement)
        for settlement in settlements.exclude(code__in=row["without"])
    )
    record("group.add", group)
    return group


def _submit(number: int, row: dict[str, Any]) -> None:
    """Send sample photographs as a resident would; a worker prepares them."""
    place = Place.objects.filter(external_id=row.get("place")).first()
    territory = Territory.objects.settlements().filter(code=row.get("settlement"))
    group = ActionGroup.objects.filter(slug=row.get("group")).first()
    answers = Answers(
        language=row["language"],
        author=row["author"],
        rights=row["rights"],
        consent_version=CONSENT_VERSION,
        caption=row["caption"],
        dated=PartialDate.from_edtf(row["dated"]) if "dated" in row else None,
        place=place,
        territory=territory.first(),
        place_text=row.get("place_text", ""),
        group=group,
        **row["said"],
    )
    files = [_keep(PHOTOS / name) for name in row["photos"]]
    submit_photos(key=uuid.uuid5(KEYS, str(number)), files=files, answers=answers)


def _keep(path: Path) -> KeptFile:
    """The file as an original in the store."""
    incoming = Incoming()
    incoming.write(path.read_bytes())
    digest, size = incoming.keep(), incoming.size
    kind = read_header(path_of(digest)).kind
    return KeptFile(sha256=digest, size=size, format=kind, name=path.name)
