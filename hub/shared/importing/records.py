"""GeoJSON and CSV files as rows of plain text, whatever program wrote them.

A file that cannot be read at all raises `UnusableFile`, whose one line names the fix.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from hub.shared.importing.report import Refused
from hub.shared.text import normalise

MAX_BYTES = 500 * 1024 * 1024
DELIMITERS = ",;\t"
# The names under which WGS 84 with longitude first travels.
WGS84 = ("CRS84", "EPSG:4326", "EPSG::4326", "OGC:CRS84", "EPSG/0/4326")
csv.field_size_limit(10 * 1024 * 1024)


class UnusableFile(Exception):
    """The file as a whole cannot be read."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its number as a person counts, its fields, and its shape if it has one.

    `problem` is set when the row itself is damaged.
    """

    number: int
    fields: dict[str, Any]
    geometry: Any = None
    problem: str = ""

    def text(self, *names: str) -> str:
        """The first of the fields that holds something, as normalised text."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, list) and not any(value):
                value = None
            if isinstance(value, dict | list):
                message = f'"{name}" holds a list or an object. Write plain text.'
                raise Refused(message)
            text = "" if value is None else normalise(str(value))
            if text:
                return text
        return ""

    def number_of(self, name: str) -> float | None:
        """The field as a number; a decimal comma is understood."""
        text = self.text(name)
        if not text:
            return None
        try:
            return float(text.replace(",", "."))
        except ValueError:
            message = f'"{name}" is "{text[:40]}", which is no number.'
            raise Refused(message) from None

    def whole(self, name: str) -> int | None:
        """The field as a whole number."""
        number = self.number_of(name)
        if number is None:
            return None
        if not number.is_integer():
            message = f'"{name}" is "{self.text(name)[:40]}", not a whole number.'
            raise Refused(message)
        return int(number)


def read_records(path: Path) -> list[Record]:
    """The rows of a GeoJSON or CSV file."""
    text = _text_of(path)
    if not text.strip():
        _unusable(path, "the file is empty. Export it again")
    if text.lstrip()[0] in "{[":
        return list(_features(path, text))
    if path.suffix.lower() in {".json", ".geojson"}:
        _unusable(path, "this is not JSON. Export it again as GeoJSON")
    return list(_rows(path, text))


def _unusable(path: Path, problem: str) -> NoReturn:
    message = f"{path.name}: {problem}."
    raise UnusableFile(message)


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            _unusable(path, "the file is over 500 MB. Split it")
        raw = path.read_bytes()
    except OSError as error:
        _unusable(path, f"cannot be opened ({error.strerror}). Check the path")
    if raw[:2] in {b"PK", b"\x1f\x8b"}:
        _unusable(path, "this is a packed file or a workbook. Save it as CSV UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        _unusable(path, f"not UTF-8 at line {line}. Save it again as CSV UTF-8")


def _features(path: Path, text: str) -> Iterator[Record]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        if error.pos >= len(text.rstrip()) - 1:
            _unusable(path, f"cut off at {where}. Copy the whole file again")
        _unusable(path, f"not JSON at {where} ({error.msg}). Export it again")
    except (RecursionError, ValueError):
        _unusable(path, "not GeoJSON: too deep or too long. Export it again")
    if not isinstance(data, dict) or not isinstance(data.get("features"), list):
        _unusable(path, 'no GeoJSON "FeatureCollection". Export it as GeoJSON')
    _check_crs(path, data.get("crs"))
    for number, item in enumerate(data["features"], start=1):
        yield _feature(number, item)


def _check_crs(path: Path, crs: Any) -> None:
    """Old GeoJSON may name another grid; today's is always WGS 84."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else crs
    if not str(name).upper().endswith(WGS84):
        _unusable(
            path, f"coordinates are in {name}. Convert them to WGS 84 (EPSG:4326)"
        )


def _feature(number: int, item: Any) -> Record:
    if not isinstance(item, dict) or item.get("type") != "Feature":
        return Record(number, {}, problem='no GeoJSON "Feature".')
    fields = item.get("properties") or {}
    if not isinstance(fields, dict):
        return Record(number, {}, problem='"properties" is no object.')
    if "id" in item:
        fields = {"id": item["id"]} | fields
    return Record(number, fields, item.get("geometry"))


def _rows(path: Path, text: str) -> Iterator[Record]:
    header = text.lstrip().split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower() for name in next(reader)]
        doubled = {name for name in names if name and names.count(name) > 1}
        if doubled:
            _unusable(path, f"column {sorted(doubled)[0]!r} is there twice. Rename one")
        # Row 1 is the header, as in every spreadsheet.
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                yield _row(number, names, cells)
    except csv.Error as error:
        _unusable(path, f"broken CSV near line {reader.line_num} ({error})")


def _row(number: int, names: list[str], cells: list[str]) -> Record:
    if len(cells) != len(names):
        problem = (
            f"{len(cells)} cells under {len(names)} columns. "
            "Put quotes around text that holds the separator."
        )
        return Record(number, {}, problem=problem)
    return Record(number, dict(zip(names, cells, strict=True)))
