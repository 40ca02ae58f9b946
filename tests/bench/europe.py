"""A million places as they lie in Europe: in villages, and those in action groups.

Made by the database, always the same: chance is a hash of the row's number. Half of
the 200 groups crowd in the Balkans; each has 100 villages, each village 50 places.
"""

from django.apps import apps

GROUPS, VILLAGES = 200, 100
LANGUAGES = ("bg", "en", "ro", "el", "fr")
WORDS = {
    "bg": "Стара воденица",
    "en": "Old watermill",
    "ro": "Moara veche",
    "el": "Παλιός νερόμυλος",
    "fr": "Vieux moulin",
}


def chance(number: str, salt: int) -> str:
    """SQL: a number from 0 to 1 that belongs to the number."""
    return f"((hashint8extended({number}, {salt}) & 1048575) / 1048576.0)"


def position() -> dict[str, str]:
    """SQL: columns of the n-th place that say where it is, and what it is called."""
    group = f"(1 + n % {GROUPS})"
    village = f"(n % {GROUPS * VILLAGES})"
    west, south, wide, high = (
        f"(CASE WHEN {group} % 2 = 0 THEN {balkans} ELSE {europe} END)"
        for balkans, europe in ((20, -8), (40, 37), (8.5, 32), (5, 22))
    )
    lon, lat = (
        f"{begin} + {size} * {chance(group, salt)}"
        f" + 0.7 * {chance(village, salt + 1)} + 0.03 * {chance('n', salt + 2)}"
        for begin, size, salt in ((west, wide, 1), (south, high, 4))
    )
    names = {
        f"name_{language}": f"'{WORDS[language]} ' || n"
        if language == "bg"
        else f"CASE WHEN n % 5 = {number} THEN '{WORDS[language]} ' || n ELSE '' END"
        for number, language in enumerate(LANGUAGES)
    }
    point = f"ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326)"
    return {
        "group_id": group,
        "category_id": f"(1 + floor(12 * power({chance('n', 7)}, 2)))::int",
        "point": point,
        "public_point": point,
        "season": "CASE n % 10 WHEN 1 THEN '{4,5,6,7,8,9,10}'::smallint[]"
        " ELSE '{}' END",
        "access": "CASE n % 20 WHEN 3 THEN 'closed' ELSE '' END",
        **names,
    }


def groups() -> None:
    """The action groups, in a country that is there."""
    organisations = apps.get_model("partners", "Organisation").objects.bulk_create(
        apps.get_model("partners", "Organisation")(
            country_id=1, kind="lag", **_named(n)
        )
        for n in range(1, GROUPS + 1)
    )
    apps.get_model("partners", "ActionGroup").objects.bulk_create(
        apps.get_model("partners", "ActionGroup")(
            organisation=organisation, slug=f"g{n}", is_published=True, **_named(n)
        )
        for n, organisation in enumerate(organisations, start=1)
    )


def _named(number: int) -> dict[str, str]:
    return {f"name_{language}": f"МИГ {number}" for language in LANGUAGES}
