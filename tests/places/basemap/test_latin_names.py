"""Names on the base map in Latin letters: browsers write them as the server does."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from hub.demo.loader import DATA
from hub.shared.text.bulgarian import transliterate_bulgarian

SCRIPT = Path(__file__).parents[3] / "static/places/latin.js"
RUN = """
import { readFileSync } from "node:fs";
const code = readFileSync(process.argv[1], "utf8");
const { latin } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
const names = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(names.map(latin)));
"""


def in_browser(names):
    answer = subprocess.run(  # noqa: S603 -- a program of ours
        [shutil.which("node"), "--input-type=module", "-e", RUN, SCRIPT],
        input=json.dumps(names).encode(),
        capture_output=True,
        check=True,
    )
    return json.loads(answer.stdout)


@pytest.mark.skipif(not shutil.which("node"), reason="there is no node")
def test_every_settlement_of_bulgaria_is_written_alike():
    with (DATA / "bg_settlements.csv").open(encoding="utf-8") as file:
        names = [row["name_bg"] for row in csv.DictReader(file)]
    names += ["БЪЛГАРИЯ", "България", "вр. Мусала", "Рибни езера (Рила)", "Andorra", ""]

    assert len(names) > 5000
    assert in_browser(names) == [transliterate_bulgarian(name) for name in names]
    # Of other languages' Cyrillic nothing is claimed.
    assert in_browser(["Ћуприја", "Рыбница"]) == ["Ћуприја", "Рыбница"]
