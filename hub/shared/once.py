"""A row that a form makes: once, however often the form is sent."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

Row = TypeVar("Row", bound=models.Model)
CODE_TRIES = 20


def made_once(model: type[Row], key: UUID, make: Callable[[], Row]) -> tuple[Row, bool]:
    """The row of the form with this key, made now or found; locked either way.

    `make` draws a new code each time it is called.
    """
    for _attempt in range(CODE_TRIES):
        try:
            with transaction.atomic():
                return make(), True
        except IntegrityError:
            rows = model._default_manager.select_for_update()  # noqa: SLF001 -- Django's public name for it
            found = rows.filter(key=key).first()
            if found:
                return found, False
            # Another row has this code: draw again.
    message = "No free code was found."
    raise RuntimeError(message)
