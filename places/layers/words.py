"""Words for a script, and in which language they are."""

from hub.shared.translation import Text


def said(words: Text | str) -> dict[str, str | None]:
    """The language only where it is another than the page's."""
    if isinstance(words, Text) and words.fell_back:
        return {"words": words.value, "lang": words.language}
    return {"words": str(words), "lang": None}
