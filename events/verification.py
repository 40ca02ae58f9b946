"""What `manage.py verify` asks of events: are files there, do letters go out?"""

from collections.abc import Iterator

from events.attendance import photographs
from events.models import RegistrationLetter
from events.printing import files
from hub.shared.findings import Finding
from hub.shared.letters import letter_findings


def findings() -> Iterator[Finding]:
    """Every broken promise about registration, attendance and what is printed."""
    yield from letter_findings(RegistrationLetter.objects.all(), "registration")
    yield from photographs.findings()
    yield from files.findings()
