"""What one row of a territory file says, whichever register it comes from."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib.gis.geos import Point

from hub.shared.importing import Record, Refused, boundary_of, point_of
from partners.models import Territory

Level: Any = Territory.Level
Scheme: Any = Territory.Scheme
Kind: Any = Territory.Kind
Key = tuple[str, str]

NAMES = ("name_bg", "name_en", "name_ro", "name_el", "name_fr")
MAX_NAME, MAX_CODE = 120, 12

# Columns that name their register: column → what it codes by default.
REGISTERS = {
    Scheme.EKATTE: Level.SETTLEMENT,
    Scheme.SIRUTA: Level.SETTLEMENT,
    Scheme.INSEE: Level.MUNICIPALITY,
    Scheme.ELSTAT: Level.MUNICIPALITY,
    Scheme.LAU: Level.MUNICIPALITY,
    Scheme.NUTS: Level.REGION,
}
# Registers of five digits: spreadsheets eat their leading noughts.
FIVE_DIGITS = {(Scheme.EKATTE, Level.SETTLEMENT), (Scheme.INSEE, Level.MUNICIPALITY)}
# In a plain "code" column: Bulgarian municipalities and provinces.
MUNICIPALITY_CODE = re.compile(r"[A-Z]{3}\d\d")
REGION_CODE = re.compile(r"[A-Z]{3}")

COUNTRIES = {
    "BG": ("България", "Bulgaria", "Bulgaria", "Βουλγαρία", "Bulgarie"),
    "RO": ("Румъния", "Romania", "România", "Ρουμανία", "Roumanie"),
    "GR": ("Гърция", "Greece", "Grecia", "Ελλάδα", "Grèce"),
    "FR": ("Франция", "France", "Franța", "Γαλλία", "France"),
}
COUNTRY_OF = {
    Scheme.EKATTE: "BG",
    Scheme.SIRUTA: "RO",
    Scheme.ELSTAT: "GR",
    Scheme.INSEE: "FR",
}
KINDS = {
    "гр.": "town",
    "с.": "village",
    "ман.": "monastery",
    "к.к.": "resort",
    **{kind.value: kind.value for kind in Kind},
}
YES = {"true", "yes", "1"}


@dataclass(slots=True)
class TerritoryRow:
    """The values a row gives, and where it hangs in the tree.

    `implied` are the rows above it that it names by the way, nearest first.
    """

    number: int
    key: Key
    level: str
    values: dict[str, Any] = field(default_factory=dict)
    parent: Key | None = None
    approximate: bool = False
    implied: list["TerritoryRow"] = field(default_factory=list)


def read_row(record: Record, key: Key, level: str) -> TerritoryRow:
    """The row under the key that was found for it."""
    if record.problem:
        raise Refused(record.problem)
    row = TerritoryRow(record.number, key, level)
    row.approximate = record.text("approximate").lower() in YES
    for name in NAMES:
        if text := record.text(name):
            row.values[name] = _short(text, MAX_NAME)
    if kind := record.text("kind"):
        row.values["kind"] = _choice(kind.lower(), KINDS, "kind")
    population = record.whole("population")
    if population is None:
        population = record.whole("population_2013")
    if population is not None and population >= 0:
        row.values["population"] = population
    row.values |= _shape(record)
    _hang(row, record)
    return row


def key_of(record: Record) -> tuple[Key, str] | None:
    """Code and level; `None` when the row has no code and goes by its name."""
    if record.problem:
        raise Refused(record.problem)
    level = record.text("level")
    if level:
        _choice(level, dict.fromkeys(Level.values), "level")
    for scheme, default in REGISTERS.items():
        if code := record.text(scheme.value):
            return _key(scheme, code, level or default)
    code, scheme = record.text("code"), record.text("scheme")
    return _plain_key(code, scheme, level) if code else None


def _plain_key(code: str, scheme: str, level: str) -> tuple[Key, str]:
    """The meaning of a column that is called just "code"."""
    if scheme:
        _choice(scheme, dict.fromkeys(Scheme.values), "scheme")
        if level:
            return _key(scheme, code, level)
    elif MUNICIPALITY_CODE.fullmatch(code):
        return _key(Scheme.EKATTE, code, Level.MUNICIPALITY)
    elif REGION_CODE.fullmatch(code):
        return _key(Scheme.EKATTE, code, Level.REGION)
    message = 'the code alone says too little: add the columns "scheme" and "level".'
    raise Refused(message)


def _key(scheme: str, code: str, level: str) -> tuple[Key, str]:
    if (scheme, level) in FIVE_DIGITS:
        code = code.zfill(5)
    return (str(scheme), _short(code, MAX_CODE)), str(level)


def _short(text: str, length: int) -> str:
    if len(text) > length:
        message = f'"{text[:30]}…" is longer than {length} characters.'
        raise Refused(message)
    return text


def _choice(text: str, choices: dict[str, Any], column: str) -> Any:
    if text not in choices:
        known = ", ".join(choices)
        message = f'"{column}" is "{text[:30]}". Use one of: {known}.'
        raise Refused(message)
    return choices[text]


def _shape(record: Record) -> dict[str, Any]:
    """Point and boundary, as far as the row has them."""
    shape: dict[str, Any] = {}
    if record.text("lon") or record.text("lat"):
        shape["point"] = _point([record.number_of("lon"), record.number_of("lat")])
    elif isinstance(record.fields.get("centre"), list):
        shape["point"] = _point(record.fields["centre"])
    geometry = record.geometry
    if geometry is None:
        return shape
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        shape["point"] = point_of(geometry)
    else:
        shape["boundary"] = boundary_of(geometry)
    return shape


def _point(position: list) -> Point:
    return point_of({"type": "Point", "coordinates": position})


def _hang(row: TerritoryRow, record: Record) -> None:
    """Say what the row is part of, by its own columns or by how its code is built."""
    scheme = row.key[0]
    if code := record.text("parent"):
        row.parent = (record.text("parent_scheme") or scheme, code)
        return
    if row.level == Level.COUNTRY:
        return
    if scheme == Scheme.EKATTE and row.level != Level.REGION:
        _hang_in_bulgaria(row, record)
        return
    _hang_in_country(row, scheme)


def _hang_in_bulgaria(row: TerritoryRow, record: Record) -> None:
    """Settlement → municipality (SFO39) → province (SFO) → country."""
    above = row
    if row.level != Level.MUNICIPALITY:
        code = record.text("municipality_code")
        if not code:
            return
        above = _imply(row, row, (scheme_key(code)), Level.MUNICIPALITY)
        above.values = _names(record, "municipality")
    region = _imply(row, above, scheme_key(above.key[1][:3]), Level.REGION)
    region.values = _names(record, "province")
    _hang_in_country(region, Scheme.EKATTE, row)


def scheme_key(code: str) -> Key:
    return (str(Scheme.EKATTE), code)


def _hang_in_country(
    row: TerritoryRow, scheme: str, leaf: TerritoryRow | None = None
) -> None:
    code = COUNTRY_OF.get(Scheme(scheme))
    if code:
        key = (str(Scheme.ISO), code)
        country = _imply(leaf or row, row, key, Level.COUNTRY)
        country.values = dict(zip(NAMES, COUNTRIES[code], strict=True))


def _imply(
    leaf: TerritoryRow, child: TerritoryRow, key: Key, level: str
) -> TerritoryRow:
    child.parent = key
    above = TerritoryRow(leaf.number, key, str(level))
    leaf.implied.append(above)
    return above


def _names(record: Record, prefix: str) -> dict[str, str]:
    names = {f"name_{lang}": record.text(f"{prefix}_{lang}") for lang in ("bg", "en")}
    return {field: name for field, name in names.items() if name}
