"""Search that forgives: words in any order and any script, with typing errors.

Rows keep their names folded in a column `search`; `Word` holds every word that stands
in one. A word of the query that is in no name is taken for those most like it (самоквo
for Самоков): few words are compared, never a million names.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Q

from hub.shared.memory import Remembered
from hub.shared.models import Word
from hub.shared.text import fold

# A query of more words is cut; a word may be mistaken for so many others.
MOST_WORDS, MOST_SPELLINGS = 8, 3
# So many letters the index of names needs inside of a word, and so many tell enough to
# guess which word was meant.
TRIGRAM, GUESSABLE = 3, 4
BELIEVED_SECONDS = 60


def holds(text: str) -> Q:
    """Whose names hold every word of the text; nothing for a text without words.

    One or two letters are looked for where a word begins: inside of words they have no
    trigram, and every row would have to be read.
    """
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return Q(pk__in=[])
    meant = _meant.get_many(word for word in words if len(word) >= GUESSABLE)
    found = Q()
    for word in words:
        if len(word) < TRIGRAM:
            found &= Q(search__startswith=word) | Q(search__contains=f" {word}")
        else:
            spelled = Q()
            for spelling in meant.get(word) or [word]:
                spelled |= Q(search__contains=spelling)
            found &= spelled
    return found


def holds_as_written(text: str) -> Q:
    """Whose names hold every word of the text as it stands: typing errors count."""
    words = fold(text).split()[:MOST_WORDS]
    found = Q() if words else Q(pk__in=[])
    for word in words:
        found &= Q(search__contains=word)
    return found


def learn(keys: Iterable[str]) -> None:
    """Know the words of these folded names, once the transaction is committed.

    Not inside it: two that learn the same words would wait for each other.
    """
    longest = Word._meta.pk.max_length  # noqa: SLF001 -- the public way to a field
    words = {word for key in keys for word in key.split() if len(word) <= longest}
    transaction.on_commit(
        lambda: Word.objects.bulk_create(
            [Word(word) for word in sorted(words)], ignore_conflicts=True
        ),
        robust=True,
    )


# Counting, not asking whether there is one: that would read the whole table.
NEAREST = """
    SELECT %(typed)s, CASE WHEN (
        SELECT count(*) FROM shared_word WHERE word LIKE %(inside)s
    ) > 0 THEN '{}' ELSE ARRAY (
        SELECT word FROM shared_word WHERE word %% %(typed)s
        ORDER BY similarity(word, %(typed)s) DESC, word LIMIT %(most)s
    ) END
"""


def _nearest(words: set[str]) -> dict[str, list[str]]:
    """To each word the known ones most like it; none if it is in one itself."""
    found = {}
    with connection.cursor() as cursor:
        for word in sorted(words):
            known = {"typed": word, "inside": f"%{word}%", "most": MOST_SPELLINGS}
            cursor.execute(NEAREST, known)
            found.update(cursor.fetchall())
    return found


_meant = Remembered(_nearest, seconds=BELIEVED_SECONDS)
