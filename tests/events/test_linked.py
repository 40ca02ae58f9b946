"""Events as search engines read them."""

import json
import re
from datetime import date, time

import pytest
import time_machine

from tests.events.spans import SPANS
from tests.factories import (
    EventFactory,
    OccurrenceFactory,
    OrganisationFactory,
    PlaceFactory,
    SettlementFactory,
)

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def linked(client, event):
    return linked_on(client.get(event.get_absolute_url()).content.decode())


def linked_on(page):
    return [one for block in BLOCK.findall(page) for one in json.loads(block)]


@pytest.fixture
def event():
    with time_machine.travel("2027-02-01 12:00+02:00", tick=False):
        event = EventFactory(
            name_bg="Събор </script><b>&",
            summary_bg="Курбан и борби.",
            place=PlaceFactory(),
            territory=SettlementFactory(),
            organiser=OrganisationFactory(website="https://example.org/"),
            entry="paid",
            price="4.50",
        )
        evening = {"hour": time(20), "last_hour": time(2)}
        OccurrenceFactory(
            event=event, day=date(2027, 8, 28), last_day=date(2027, 8, 29), **evening
        )
        OccurrenceFactory(event=event, day=date(2027, 12, 30), status="cancelled")
        OccurrenceFactory(event=event, day=date(2028, 1, 6), status="moved")
        yield event


def test_each_date_has_what_search_engines_require(client, event):
    evening, cancelled, moved = linked(client, event)

    assert evening["name"] == event.name_bg
    assert evening["startDate"] == "2027-08-28T20:00:00+03:00"
    assert evening["endDate"] == "2027-08-29T02:00:00+03:00"
    assert evening["inLanguage"] == "bg"
    assert evening["location"]["name"] == event.place.name_bg
    assert evening["location"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Белчин",
        "addressRegion": "Самоков",
        "addressCountry": "BG",
    }
    assert evening["offers"]["price"] == "4.50"
    assert evening["organizer"]["name"] == event.organiser.name_bg
    assert (cancelled["startDate"], cancelled["endDate"]) == ("2027-12-30",) * 2
    assert [
        one["eventStatus"].rpartition("/")[2] for one in (evening, cancelled, moved)
    ] == [
        "EventScheduled",
        "EventCancelled",
        "EventRescheduled",
    ]


@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
@time_machine.travel("2027-02-01 12:00+02:00", tick=False)
def test_visitors_and_engines_are_told_the_days_and_hours(client, span):
    event = EventFactory(venue_bg="На мегдана")
    OccurrenceFactory(event=event, **span.held)

    page = client.get(event.get_absolute_url()).content.decode()

    (one,) = linked_on(page)
    assert (one["startDate"], one.get("endDate")) == span.engines
    assert span.words in page.lower()


def test_event_of_which_nobody_knows_where_it_is_is_not_told(client):
    event = EventFactory()
    OccurrenceFactory(event=event)
    assert linked(client, event) == []

    other = EventFactory(venue_bg="На мегдана")
    OccurrenceFactory(event=other)
    assert linked(client, other)[0]["location"] == {
        "@type": "Place",
        "name": "На мегдана",
        "address": "На мегдана",
    }


class Vocabulary:
    """What schema.org says of its own words."""

    def __init__(self, file):
        graph = json.loads(file.read_text())["@graph"]
        self.terms = {one["@id"].removeprefix("schema:"): one for one in graph}

    def listed(self, term, name):
        found = self.terms[term].get(name, [])
        found = found if isinstance(found, list) else [found]
        return [one["@id"].removeprefix("schema:") for one in found]

    def kinds(self, name):
        """The class and all that it is a kind of."""
        wider = self.listed(name, "rdfs:subClassOf")
        return {name, *(kind for one in wider for kind in self.kinds(one))}

    def check(self, node):
        for name in node.keys() - {"@type", "@context"}:
            domain = set(self.listed(name, "schema:domainIncludes"))
            assert domain & self.kinds(node["@type"]), (node["@type"], name)
            value = node[name]
            if isinstance(value, dict):
                self.check(value)
            elif str(value).startswith("https://schema.org/"):
                assert value.rpartition("/")[2] in self.terms


def test_every_word_is_one_of_schema_org(client, event, shared_data):
    folder = shared_data / "standards/schemaorg"
    vocabulary = Vocabulary(folder / "schemaorg-current-https-30.0.jsonld")

    dates = linked(client, event)

    assert len(dates) == 3
    for one in dates:
        assert one["@context"] == "https://schema.org"
        vocabulary.check(one)
