"""How many programs are told from people, and whether a person is ever lost.

Four kinds of scripted posts and people as they send, all within one hour, through the
WSGI application. `python -m tests.bench.bots` prints the table.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from tests.bench.imaging import Row

ROOT = Path(__file__).resolve().parents[2]
BOTS_OF_A_KIND, PEOPLE = 500, 200
MEETING = 30
WANTED_OUT = 0.99
WORDS = ("стара", "къща", "река", "мост", "чешма", "гора", "връх", "извор", "събор")
Post = dict[str, Any]


def run() -> list[Row]:
    found = _child()
    bots, people = found["bots"], found["people"]
    out = sum(bots.values()) / (len(bots) * BOTS_OF_A_KIND)
    kinds = ", ".join(f"{kind} {number}" for kind, number in bots.items())
    return [
        Row(
            f"Bot posts out of the main lane, of {len(bots) * BOTS_OF_A_KIND:,}",
            f"{100 * out:.1f} % ({kinds})",
            f"≥ {100 * WANTED_OUT:.0f} %",
            out >= WANTED_OUT,
        ),
        Row(
            f"People's forms lost, of {PEOPLE}",
            str(people["lost"]),
            "none",
            people["lost"] == 0,
        ),
        Row(f"People's forms held for a look, of {PEOPLE}", str(people["held"])),
    ]


def _child() -> dict[str, dict[str, int]]:
    command = [sys.executable, "-m", "tests.bench.bots", "child"]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True
        )
    return json.loads(done.stdout.splitlines()[-1])


# ---- Who posts what


def naive(chance: random.Random) -> Iterator[Post]:
    """Fills in every field, or sends at once; knows no language."""
    for number in range(BOTS_OF_A_KIND):
        trap = {"website": "http://x.example"} if number % 2 else {}
        yield {**_form(0), **trap, "language": "", "address": _network(chance, 40)}


def like_a_browser(chance: random.Random) -> Iterator[Post]:
    """Runs the script and takes its time; says and shows the same again and again."""
    for number in range(BOTS_OF_A_KIND):
        texts = {"caption": f"Евтини екскурзии номер {number % 12} www.x.example"}
        same = {"picture": 100_000 + number % 8, "script": True}
        opened = _form(chance.randint(5, 90))
        yield {**opened, **texts, **same, "address": _network(chance, 90)}


def replayed(chance: random.Random) -> Iterator[Post]:
    """A few forms that were opened once, each sent with ever other content."""
    forms = [_form(60 + 20 * number)["key"] for number in range(5)]
    for number in range(BOTS_OF_A_KIND):
        text = {"caption": _sentence(chance), "key": forms[number % 5]}
        yield {**_form(60), **text, "script": True, "address": _network(chance, 60)}


def parallel(chance: random.Random) -> Iterator[Post]:
    """Opens twenty forms in one moment and sends them side by side, without script."""
    for number in range(BOTS_OF_A_KIND):
        batch = number // 20
        address = f"172.16.{batch}.{number % 20 + 1}"
        text = {"caption": _sentence(chance), "address": address}
        yield {**_form(30 + 10 * batch), **text}


def people(chance: random.Random) -> Iterator[Post]:
    """Slow; thirty of them behind one address; a third without script."""
    for number in range(PEOPLE):
        address = "198.51.100.9" if number < MEETING else f"10.{number}.7.7"
        post = {
            **_form(chance.randint(40, 1500)),
            "script": number % 3 > 0,
            "place_text": "Белчин",
            "caption": _sentence(chance) if number % 4 else "",
            "address": address,
        }
        yield post
        if number % 10 == 0:
            # Back, a word mended, and sent again with one picture more.
            yield {**post, "caption": f"{post['caption']}!", "more": next(_pictures)}


_pictures = count()


def _form(seconds_ago: int) -> Post:
    from django.core import signing  # noqa: PLC0415 -- after the set-up

    from hub.shared.signed_form import KEY_SALT  # noqa: PLC0415 -- as above

    opened = int(time.time()) - seconds_ago
    key = signing.dumps([uuid.uuid4().hex, opened], salt=KEY_SALT)
    return {"key": key, "picture": next(_pictures)}


def _network(chance: random.Random, most: int) -> str:
    return f"203.{chance.randrange(most)}.5.{chance.randint(1, 250)}"


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=6))


# ---- Sending


def _measure() -> None:
    import django  # noqa: PLC0415 -- in the child only

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with override_settings(HUB_FORM_MIN_SECONDS=3), transaction.atomic():
        print(json.dumps(_sent()))
        transaction.set_rollback(True)


def _sent() -> dict[str, dict[str, int]]:
    chance = random.Random(2009)  # noqa: S311 -- always the same is wanted
    kinds = {
        "naive": naive(chance),
        "like a browser": like_a_browser(chance),
        "replayed": replayed(chance),
        "parallel": parallel(chance),
        "people": people(chance),
    }
    keys: dict[str, list[str]] = {kind: [] for kind in kinds}
    # They come mixed, as they would.
    while kinds:
        for kind, posts in list(kinds.items()):
            post = next(posts, None)
            if post is None:
                del kinds[kind]
            else:
                is_taken = _send(post)
                keys[kind].append(post["key"] if is_taken else "")
    return _counted(keys)


def _counted(keys: dict[str, list[str]]) -> dict[str, dict[str, int]]:
    from hub.shared.signed_form import read_form_key  # noqa: PLC0415 -- as above
    from interest_forms.models import Submission  # noqa: PLC0415 -- after the set-up

    rows = dict(Submission.objects.values_list("key", "held"))

    def held_of(key: str) -> str | None:
        return rows.get(read_form_key(key)[0]) if key else None

    sent = {kind: [held_of(key) for key in each] for kind, each in keys.items()}
    humans = sent.pop("people")
    return {
        "bots": {k: sum(held != "" for held in each) for k, each in sent.items()},
        "people": {
            "lost": humans.count(None),
            "held": sum(bool(held) for held in humans),
        },
    }


def _send(post: Post) -> bool:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from interest_forms.suspicion import has_worked  # noqa: PLC0415 -- as above
    from tests.originals import drawn  # noqa: PLC0415 -- as above

    numbers = [post[name] for name in ("picture", "more") if name in post]
    key = post["key"]
    tries = map(str, count())
    form = {
        "key": key,
        "proof": next(filter(lambda proof: has_worked(key, proof), tries))
        if post.get("script")
        else "",
        "author": "sender",
        "rights": "by-sa",
        "credit_kind": "none",
        "consent": "on",
        "photos": [
            SimpleUploadedFile("a.jpg", drawn(number, (64, 48)), "image/jpeg")
            for number in numbers
        ],
        **{name: post.get(name, "") for name in ("caption", "place_text", "website")},
    }
    language = post.get("language", "bg")
    headers = {"accept-language": language} if language else {}
    client = Client(SERVER_NAME="localhost", REMOTE_ADDR=post["address"])
    answer = client.post("/bg/share/", form, headers=headers)
    return answer.status_code == 302


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        _measure()
    else:
        for row in run():
            print(row.what, row.value, row.wanted, row.met, sep=" | ")
