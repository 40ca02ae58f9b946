"""How many visible places there are in each cell of the map: what small tiles show.

A cell is 1/16 × 1/16 of a map tile (256 of them in a tile), numbered along a Z-curve: a
cell's parent is its number shifted right by two bits, and the cells of a tile are one
range of numbers. The functions `places_…` are in the migration `0013_cells`.

Statement triggers on the places note which cells have changed, whoever changed them;
when the transaction commits, these cells are counted anew from the places, and their
parents from the cells below (docs/decisions/018). Where a tile has thousands of such
counts, each cell has its total beside them.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

# Up to this zoom tiles show cells, beyond it each place by itself.
LAST_ZOOM_OF_CELLS = 13
# From this zoom on groups are counted apart; further out there would be too many.
FIRST_ZOOM_OF_GROUPS = 6
# Between these zooms a cell has many rows, and its total is kept. A new place touches
# one row of each zoom and these totals: twenty.
FIRST_ZOOM_OF_TOTALS, LAST_ZOOM_OF_TOTALS = 4, 9


class TileCell(models.Model):
    """The visible places of one category, group and season in one cell.

    A row whose last place has gone stays with a count of 0: its version tells readers.
    """

    pk = models.CompositePrimaryKey(
        "zoom", "cell", "group_number", "category_number", "months"
    )
    zoom = models.SmallIntegerField()
    cell = models.BigIntegerField()
    # 0: of no group, or (further out than `FIRST_ZOOM_OF_GROUPS`) of any.
    group_number = models.BigIntegerField()
    category_number = models.BigIntegerField()
    # The months they are open in; the lowest bit is January.
    months = models.SmallIntegerField()
    count = models.IntegerField()
    # One of them, whose id stands for the cell.
    place_number = models.BigIntegerField(null=True)
    # The sums of their positions in a world of 2²⁸ × 2²⁸.
    sum_x = models.BigIntegerField()
    sum_y = models.BigIntegerField()
    # Grows with each transaction that has changed the row.
    version = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["group_number", "cell"],
                condition=Q(zoom=FIRST_ZOOM_OF_GROUPS),
                name="tilecell_of_group",
            ),
        ]

    def __str__(self):
        return f"{self.zoom}/{self.cell}: {self.count}"


class CellTotal(models.Model):
    """All visible places of one cell: what a tile shows of it that is not filtered.

    Its version is that of the rows it is the total of. A count of 0: they have gone.
    """

    pk = models.CompositePrimaryKey("zoom", "cell")
    zoom = models.SmallIntegerField()
    cell = models.BigIntegerField()
    count = models.IntegerField()
    place_number = models.BigIntegerField(null=True)
    # Where they are on average, in a world of 2²⁸ × 2²⁸.
    x = models.BigIntegerField(null=True)
    y = models.BigIntegerField(null=True)
    # The category most of them are of, and the next.
    first_kind = models.BigIntegerField(null=True)
    first_count = models.IntegerField(null=True)
    next_kind = models.BigIntegerField(null=True)
    next_count = models.IntegerField(null=True)

    def __str__(self):
        return f"{self.zoom}/{self.cell}: {self.count}"


class TileChange(models.Model):
    """The smallest cells one statement has changed; gone when it is committed.

    Four columns of the same length: cells with their groups, categories and months.
    """

    cells = ArrayField(models.BigIntegerField())
    groups = ArrayField(models.BigIntegerField())
    categories = ArrayField(models.BigIntegerField())
    months = ArrayField(models.SmallIntegerField())

    class Meta:
        triggers = [
            # One call counts all that the transaction has changed; the others find
            # their row gone.
            pgtrigger.Trigger(
                name="count_changed_cells",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func="""
    IF EXISTS (SELECT FROM places_tilechange WHERE id = NEW.id) THEN
        PERFORM places_count_changed_cells();
    END IF;
    RETURN NULL;
""",
            )
        ]

    def __str__(self):
        return f"{len(self.cells)} cells"


_SHOWN = """SELECT id, cell, coalesce(group_id, 0) AS group_number, category_id,
        open_months, precision, public_point FROM {} WHERE published IS NOT NULL"""
_BEFORE, _LATER = _SHOWN.format("before"), _SHOWN.format("later")
_CHANGED = f"(({_BEFORE}) EXCEPT ({_LATER})) UNION (({_LATER}) EXCEPT ({_BEFORE}))"
_NOTE = """
    INSERT INTO places_tilechange (cells, groups, categories, months)
    SELECT array_agg(cell), array_agg(group_number), array_agg(category_id),
        array_agg(open_months)
    FROM (
        SELECT DISTINCT cell, group_number, category_id, open_months
        FROM ({changed}) AS changed
    ) AS touched
    HAVING count(*) > 0;
    RETURN NULL;
"""


def _trigger(operation, referencing, changed: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"notes_cells_on_{str(operation).lower()}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=referencing,
        func=_NOTE.format(changed=changed),
    )


def noting_triggers() -> list[pgtrigger.Trigger]:
    """For the places' table: they note which cells a statement has changed."""
    both = pgtrigger.Referencing(old="before", new="later")
    return [
        _trigger(pgtrigger.Insert, pgtrigger.Referencing(new="later"), _LATER),
        _trigger(pgtrigger.Update, both, _CHANGED),
        _trigger(pgtrigger.Delete, pgtrigger.Referencing(old="before"), _BEFORE),
    ]
