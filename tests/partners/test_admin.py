"""Coordinators' work on their groups."""

import pytest
from django.urls import reverse

from hub.shared.models import AuditEntry
from partners.models import Membership
from tests.factories import ActionGroupFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def post(client, group, person, email, role="editor"):
    """The group's form, with one more colleague in it."""
    own = person.memberships.get()
    return client.post(
        reverse("admin:partners_actiongroup_change", args=[group.pk]),
        {
            "name_bg": "МИГ Самоков",
            "source_language": "bg",
            "time_zone": "Europe/Sofia",
            "accent": "#A3242F",
            "is_published": "on",
            "territory-TOTAL_FORMS": 0,
            "territory-INITIAL_FORMS": 0,
            "memberships-TOTAL_FORMS": 2,
            "memberships-INITIAL_FORMS": 1,
            "memberships-0-id": own.pk,
            "memberships-0-group": group.pk,
            "memberships-0-user": person.email,
            "memberships-0-role": own.role,
            "memberships-1-group": group.pk,
            "memberships-1-user": email,
            "memberships-1-role": role,
        },
    )


def test_coordinator_takes_in_a_colleague_by_her_e_mail(client):
    group, colleague = ActionGroupFactory(), UserFactory()
    person = MembershipFactory(group=group).user
    client.force_login(person)

    answer = post(client, group, person, colleague.email)

    assert answer.status_code == 302
    assert colleague.memberships.get().role == "editor"
    group.refresh_from_db()
    assert group.name_bg == "МИГ Самоков"
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs == {"membership.join", "actiongroup.change"}


def test_unknown_e_mail_is_refused(client):
    group = ActionGroupFactory()
    person = MembershipFactory(group=group).user
    client.force_login(person)

    assert post(client, group, person, "nobody@example.org").status_code == 200
    assert group.memberships.count() == 1


def test_moderator_does_not_change_her_group(client):
    group, colleague = ActionGroupFactory(), UserFactory()
    role = Membership.Role.MODERATOR
    person = MembershipFactory(group=group, role=role).user
    client.force_login(person)

    assert post(client, group, person, colleague.email).status_code == 403
    assert not colleague.memberships.exists()
