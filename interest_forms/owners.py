"""Which group looks after what a resident sends."""

from django.contrib.gis.geos import Point

from partners.models import ActionGroup, Territory
from places.models import Place


def group_for(
    *,
    place: Place | None,
    territory: Territory | None,
    point: Point | None = None,
    form: ActionGroup | None = None,
) -> ActionGroup | None:
    """Who looks after a submission: the place's group, else the land's, else the
    group whose form it was, else the only one there is.
    """
    if place and place.group:
        return place.group
    groups = ActionGroup.objects.published()
    if territory:
        found = groups.of_settlement(territory).first()
        if found:
            return found
    if point:
        found = groups.covering(point).first()
        if found:
            return found
    if form:
        return form
    only = list(groups[:2])
    return only[0] if len(only) == 1 else None
