"""What a place's public photos cover: columns of `Place` that the database keeps.

A list of what is wanted is read in order, a page at a time, from a million places. So
each place carries the days of its newest photos. Triggers on the photos alone write
them: no action can forget it, and saving a place never overwrites them.
"""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Case, F, When
from django.db.models.functions import Least

# There is no public photo at all; there are some, but none tells its day.
NEVER, SOMETIME = date(1, 1, 1), date(1, 1, 2)
WINTER = (12, 1, 2)


class KeptByDatabase(models.DateField):
    """A day that triggers write: saving the row leaves it as it is."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"default": NEVER, "editable": False, **options})

    def pre_save(self, model_instance, add):
        return NEVER if add else F(self.attname)


def wanted_since() -> Case:
    """The day of the newest photo; that of no photo counts where winter is missing."""
    no_winter = When(photographed_in_winter=NEVER, then=Least("photographed", SOMETIME))
    return Case(no_winter, default=F("photographed"))


_SHOWN = "SELECT id, place_id, taken FROM {} WHERE state = 'approved' AND recipe > 0"
_BEFORE, _LATER = _SHOWN.format("before"), _SHOWN.format("later")
_CHANGED = f"(({_BEFORE}) EXCEPT ({_LATER})) UNION (({_LATER}) EXCEPT ({_BEFORE}))"
# Places are locked in one order, and before the photos are read: somebody else may be
# deciding on another photo of the same place.
_COVER = """
    SELECT array_agg(DISTINCT place_id) INTO touched
        FROM ({changed}) AS changed WHERE place_id IS NOT NULL;
    IF touched IS NULL THEN RETURN NULL; END IF;
    PERFORM 1 FROM places_place WHERE id = ANY(touched)
        ORDER BY id FOR NO KEY UPDATE;
    UPDATE places_place
    SET photographed = found.day, photographed_in_winter = found.winter_day
    FROM ({days}) AS found
    WHERE places_place.id = found.id
        AND (photographed, photographed_in_winter)
            IS DISTINCT FROM (found.day, found.winter_day);
    RETURN NULL;
"""
_DAYS = f"""
    SELECT place.id,
        coalesce(max(CASE WHEN photo.id IS NOT NULL
            THEN coalesce(photo.taken, '{SOMETIME}') END), '{NEVER}') AS day,
        coalesce(max(photo.taken) FILTER (
            WHERE extract(month FROM photo.taken) IN {WINTER}), '{NEVER}') AS winter_day
    FROM unnest(touched) AS place (id)
    LEFT JOIN places_photo AS photo ON photo.place_id = place.id
        AND photo.state = 'approved' AND photo.recipe > 0
    GROUP BY place.id
"""  # noqa: S608 -- days and months of ours


def _trigger(operation, referencing, changed: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"covers_place_on_{str(operation).lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=referencing,
        declare=[("touched", "bigint[]")],
        func=_COVER.format(changed=changed, days=_DAYS),
    )


def covering_triggers() -> list[pgtrigger.Trigger]:
    """For the photos' table: they keep the days of the photos' places."""
    both = pgtrigger.Referencing(old="before", new="later")
    return [
        _trigger(pgtrigger.Insert, pgtrigger.Referencing(new="later"), _LATER),
        _trigger(pgtrigger.Update, both, _CHANGED),
        _trigger(pgtrigger.Delete, pgtrigger.Referencing(old="before"), _BEFORE),
    ]
