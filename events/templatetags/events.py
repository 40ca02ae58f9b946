"""How templates write what is told of events."""

from django import template

from events.words import when_words

register = template.Library()
register.filter("when_words", when_words)
