"""The demonstration's call for interest, and forms at several steps of their way."""

import uuid
from datetime import time, timedelta

from django.conf import settings
from django.utils import timezone

from events.models import Event
from hub.demo.schedule import add_schedule
from hub.demo.walks import Row
from hub.shared.audit import record
from interest_forms.consent import INTEREST_CONSENT_VERSION
from interest_forms.interest.actions import Told, What, Who, express
from interest_forms.interest.steps import move
from interest_forms.models import CallQuota, InterestCall
from partners.models import ActionGroup, Membership, Territory, User

# Makes the keys of the sample forms, so that each comes once.
KEYS = uuid.UUID("0d5b6f0a-8a2f-4f0e-9c1d-3f7b7e4f6a21")
# Who takes the steps of the sample forms: an account nobody can sign in with.
EXAMPLE = "example.coordinator@example.org"
WHEN_IT_OPENED = timedelta(days=21)


def add_interest(told: Row) -> None:
    """Add the call with its quotas, forms with the steps they have taken, a plan."""
    call = _add_call(told["call"])
    by = User.objects.create_user(EXAMPLE, is_active=False)
    role = Membership.Role.COORDINATOR
    Membership.objects.create(user=by, group=call.group, role=role)
    for number, row in enumerate(told["forms"]):
        form = express(key=uuid.uuid5(KEYS, str(number)), told=_told(row, call))
        for state, reason in row["steps"]:
            move(form, state, reason=reason, by=by)
    add_schedule(told["schedule"], call=call, by=by)


def _add_call(row: Row) -> InterestCall:
    today = timezone.localdate()
    fields = ("name", "introduction", "eligibility")
    codes = [code for code, _language in settings.LANGUAGES]
    names = [f"{field}_{code}" for field in fields for code in codes]
    call = InterestCall.objects.create(
        group=ActionGroup.objects.get(slug=row["group"]),
        slug=row["slug"],
        opens=today - WHEN_IT_OPENED,
        closes=today + timedelta(days=row["open_for_days"]),
        is_published=True,
        **{name: row[name] for name in names},
    )
    record("interestcall.add", call)
    CallQuota.objects.bulk_create(
        CallQuota(
            call=call,
            kind=quota.get("kind", ""),
            territory=_village(quota),
            most=quota["most"],
        )
        for quota in row["quotas"]
    )
    return call


def _village(row: Row) -> Territory | None:
    settlements = Territory.objects.settlements()
    return settlements.filter(code=row.get("settlement")).first()


def _told(row: Row, call: InterestCall) -> Told:
    plain = {
        name: row[name]
        for name in What.__slots__
        if name in row and name not in ("from_hour", "until_hour")
    }
    hours: Row = {
        name: time.fromisoformat(row[name])
        for name in ("from_hour", "until_hour")
        if name in row
    }
    event = Event.objects.filter(name_bg=row.get("feast")).first()
    what = What(
        **plain,
        **hours,
        call=call,
        territory=_village(row),
        event=event,
        consent_version=INTEREST_CONSENT_VERSION,
        naming_agreed=True,
    )
    return Told(what=what, who=Who(**row["who"]))
