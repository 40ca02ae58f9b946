"""What stands in the trail is told in words."""

import re

from django.conf import settings

from hub.shared.templatetags.audit import verb_label

APPS = ("hub", "partners", "places", "events", "interest_forms")
RECORDED = re.compile(r"record\(\s*\"(\w+\.\w+)\"")


def test_everything_that_is_recorded_has_its_words():
    sources = [path for app in APPS for path in (settings.BASE_DIR / app).rglob("*.py")]
    verbs = {verb for path in sources for verb in RECORDED.findall(path.read_text())}

    assert {"basemap.cancel", "interest.forget_applicant"} <= verbs
    assert [verb for verb in verbs if verb_label(verb) == verb] == []
    assert verb_label("basemap.cancel") != verb_label("registration.cancel")
