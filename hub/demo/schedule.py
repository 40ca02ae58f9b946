"""The demonstration's crews, and the first visit of their published schedule."""

from hub.demo.walks import Row
from interest_forms.models import (
    Crew,
    CrewMember,
    Equipment,
    ExpressionOfInterest,
    InterestCall,
)
from interest_forms.schedule.actions import place_slot
from interest_forms.schedule.publishing import publish_schedule
from interest_forms.schedule.suggest import suggestions_for
from partners.models import Territory, User


def add_schedule(told: Row, *, call: InterestCall, by: User) -> None:
    """Add crews with equipment, and give what is named its first good time."""
    for row in told["crews"]:
        town = Territory.objects.settlements().get(code=row["settlement"])
        crew = Crew.objects.create(
            group=call.group,
            name=row["name"],
            weekdays=row["weekdays"],
            territory=town,
        )
        for name in row["members"]:
            CrewMember.objects.create(crew=crew, name=name)
    for row in told["equipment"]:
        Equipment.objects.create(group=call.group, **row)
    form = ExpressionOfInterest.objects.get(call=call, title=told["planned"])
    visit = suggestions_for(form)[0].visit
    place_slot(form, visit.crew, visit.span, by=by)
    publish_schedule(call.group, by=by)
