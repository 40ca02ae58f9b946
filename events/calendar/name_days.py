"""Name days (имен ден): whose name's feast a day is, in Bulgaria.

The feasts stand in the calendar of the Bulgarian Orthodox Church, fixed ones by the
revised calendar it has kept since 1968 (George alone stayed on 6 May); which names are
kept on them is custom, as the list "Имен ден" of the Bulgarian Wikipedia tells it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import EASTER_ORTHODOX, easter
from django.utils.translation import get_language

from hub.shared.text import transliterate_bulgarian

# Month and day: the feast as people call it, and the names.
FIXED = {
    (1, 1): ("Васильовден", "Васил, Василка, Веселин, Веселина"),
    (1, 6): ("Йордановден", "Йордан, Йорданка"),
    (1, 7): ("Ивановден", "Иван, Иванка, Йоан, Йоана, Ваня, Яна"),
    (1, 17): ("Антоновден", "Антон, Антония, Антоанета"),
    (1, 18): ("Атанасовден", "Атанас, Атанаска"),
    (2, 1): ("Трифоновден", "Трифон"),
    (2, 3): ("Симеоновден", "Симеон, Симона"),
    (2, 10): ("Харалампиевден", "Харалампи"),
    (3, 25): ("Благовещение", "Благой, Благовест, Блага"),
    (5, 2): ("Свети цар Борис", "Борис, Борислав, Боряна"),
    (5, 6): ("Гергьовден", "Георги, Гергана, Гинка"),
    (5, 11): ("Свети Кирил и Методий", "Кирил, Методи"),
    (5, 21): ("Свети Константин и Елена", "Константин, Костадин, Елена, Елка"),
    (6, 29): ("Петровден", "Петър, Петя, Павел, Павлина, Полина"),
    (7, 1): ("Свети Козма и Дамян", "Кузман, Дамян, Дамяна"),
    (7, 20): ("Илинден", "Илия, Илиян, Илияна, Илинка"),
    (7, 22): ("Света Мария Магдалина", "Магдалена, Магда"),
    (7, 27): ("Пантелеймоновден", "Пантелей, Пантелеймон"),
    (8, 15): ("Голяма Богородица", "Мария, Мариян, Марияна, Марийка"),
    (8, 26): ("Свети Адриан и Наталия", "Адриан, Адриана, Наталия"),
    (8, 30): ("Свети Александър", "Александър, Александра"),
    (9, 14): ("Кръстовден", "Кръстьо, Кръстина"),
    (9, 17): ("Вяра, Надежда и Любов", "Вяра, Надежда, Любов, София"),
    (10, 14): ("Петковден", "Петко, Петка, Параскева"),
    (10, 18): ("Свети Лука", "Лука"),
    (10, 26): ("Димитровден", "Димитър, Димитрина, Димо, Митко"),
    (11, 8): ("Архангеловден", "Ангел, Ангелина, Михаил, Михаела, Рангел, Гаврил"),
    (11, 11): ("Свети Мина", "Мина, Минчо"),
    (11, 24): ("Света Екатерина", "Екатерина, Катерина, Катя"),
    (11, 25): ("Свети Климент", "Климент, Климентина"),
    (11, 30): ("Андреевден", "Андрей, Андреана"),
    (12, 4): ("Света Варвара", "Варвара"),
    (12, 5): ("Свети Сава", "Сава, Савка"),
    (12, 6): ("Никулден", "Никола, Николай, Николина"),
    (12, 9): ("Света Анна", "Анна, Ана, Анета"),
    (12, 12): ("Свети Спиридон", "Спиридон"),
    (12, 17): ("Свети Даниил", "Даниел, Даниела"),
    (12, 20): ("Игнажден", "Игнат"),
    (12, 25): ("Коледа", "Христо, Христина"),
    (12, 26): ("Свети Йосиф и Давид", "Йосиф, Давид"),
    (12, 27): ("Стефановден", "Стефан, Стефка, Стефания"),
}
# Days after Orthodox Easter.
MOVABLE = {
    -43: ("Тодоровден", "Тодор, Тодорка, Теодор, Теодора"),
    -8: ("Лазаровден", "Лазар, Лазарина"),
    -7: ("Цветница", "Цветан, Цветанка, Маргарита, Роза, Лилия, Явор"),
    0: ("Великден", "Величко, Величка, Велико, Паскал"),
    39: ("Спасовден", "Спас, Спаска"),
}


@dataclass(frozen=True, slots=True)
class NameDay:
    """A feast and who has a name day on it, in a script the reader knows."""

    feast: str
    names: str
    # Its language as pages mark it (BCP 47).
    language: str


def name_days_of(day: date) -> list[NameDay]:
    """The name days that fall on this day."""
    movable = _movable(day.year).get(day)
    fixed = FIXED.get((day.month, day.day))
    return [_told(*found) for found in (movable, fixed) if found]


@lru_cache(maxsize=50)
def _movable(year: int) -> dict[date, tuple[str, str]]:
    sunday = easter(year, EASTER_ORTHODOX)
    return {sunday + timedelta(days=days): what for days, what in MOVABLE.items()}


def _told(feast: str, names: str) -> NameDay:
    if get_language() == "bg":
        return NameDay(feast, names, "bg")
    latin = transliterate_bulgarian
    return NameDay(latin(feast), latin(names), "bg-Latn")
