"""People, territories, organisations, and the action groups that own content."""

from partners.models.groups import (
    ActionGroup,
    GroupSettlement,
    Membership,
    Organisation,
)
from partners.models.portals import Portal, Supporter
from partners.models.territories import Territory
from partners.models.users import User

__all__ = [
    "ActionGroup",
    "GroupSettlement",
    "Membership",
    "Organisation",
    "Portal",
    "Supporter",
    "Territory",
    "User",
]
