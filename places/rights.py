"""Rights statements: the fourteen that Europeana knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RightsStatement(models.TextChoices):
    """Source: Europeana, "Available rights statements" (pro.europeana.eu)."""

    CC_BY_SA = "by-sa", _("CC BY-SA 4.0: with the name, under the same terms")
    CC_BY = "by", _("CC BY 4.0: with the name")
    CC0 = "cc0", _("CC0 1.0: free for everybody")
    IN_COPYRIGHT = "inc", _("All rights reserved: this portal may show it")
    PUBLIC_DOMAIN = "pdm", _("Public Domain Mark 1.0: too old to be protected")
    CC_BY_ND = "by-nd", _("CC BY-ND 4.0: with the name, unchanged")
    CC_BY_NC = "by-nc", _("CC BY-NC 4.0: with the name, not for profit")
    CC_BY_NC_SA = "by-nc-sa", _("CC BY-NC-SA 4.0: not for profit, same terms")
    CC_BY_NC_ND = "by-nc-nd", _("CC BY-NC-ND 4.0: not for profit, unchanged")
    NO_COPYRIGHT_NC = "noc-nc", _("No copyright, not for profit")
    NO_COPYRIGHT_OTHER = "noc-oklr", _("No copyright, other legal limits")
    IN_COPYRIGHT_EDU = "inc-edu", _("In copyright, educational use permitted")
    IN_COPYRIGHT_ORPHAN = "inc-ow-eu", _("In copyright, EU orphan work")
    NOT_EVALUATED = "cne", _("Copyright not evaluated")

    @property
    def uri(self) -> str:
        """The statement's address, for readers and machines."""
        return _URIS[self.value]

    @property
    def short(self) -> str:
        """What stands beside a photo: "CC BY-SA 4.0"."""
        return str(self.label).split(":", maxsplit=1)[0]


# What a resident may choose; staff have all fourteen.
FOR_RESIDENTS = (
    RightsStatement.CC_BY_SA,
    RightsStatement.CC_BY,
    RightsStatement.CC0,
    RightsStatement.IN_COPYRIGHT,
)

_CC = "https://creativecommons.org"
_RS = "http://rightsstatements.org/vocab"
_URIS = {
    "by-sa": f"{_CC}/licenses/by-sa/4.0/",
    "by": f"{_CC}/licenses/by/4.0/",
    "cc0": f"{_CC}/publicdomain/zero/1.0/",
    "inc": f"{_RS}/InC/1.0/",
    "pdm": f"{_CC}/publicdomain/mark/1.0/",
    "by-nd": f"{_CC}/licenses/by-nd/4.0/",
    "by-nc": f"{_CC}/licenses/by-nc/4.0/",
    "by-nc-sa": f"{_CC}/licenses/by-nc-sa/4.0/",
    "by-nc-nd": f"{_CC}/licenses/by-nc-nd/4.0/",
    "noc-nc": f"{_RS}/NoC-NC/1.0/",
    "noc-oklr": f"{_RS}/NoC-OKLR/1.0/",
    "inc-edu": f"{_RS}/InC-EDU/1.0/",
    "inc-ow-eu": f"{_RS}/InC-OW-EU/1.0/",
    "cne": f"{_RS}/CNE/1.0/",
}
