"""Letters: one stored form, plain Latin by each language's own rules, search.

`normalise` is what every text field stores. `latin` and `slugify_name` are what a
foreign reader and an address see. `fold` is what search compares; nobody reads it.
"""

from hub.shared.text.bulgarian import transliterate_bulgarian
from hub.shared.text.greek import transliterate_greek
from hub.shared.text.normal import normalise, normalise_romanian
from hub.shared.text.plain import latin, plain_latin, slugify_name
from hub.shared.text.scripts import one_script
from hub.shared.text.search import fold, search_key

__all__ = [
    "fold",
    "latin",
    "normalise",
    "normalise_romanian",
    "one_script",
    "plain_latin",
    "search_key",
    "slugify_name",
    "transliterate_bulgarian",
    "transliterate_greek",
]
