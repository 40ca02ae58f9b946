from modeltranslation.translator import TranslationOptions, register

from events.models import (
    Event,
    MeetingSeries,
    Occurrence,
    RegisterEntry,
    RegistrationQuestion,
    Room,
    Session,
    Speaker,
    Tradition,
    YearOverride,
)


@register(Tradition)
class TraditionTranslation(TranslationOptions):
    fields = ("name", "summary", "story", "bearers", "transmission")


@register(RegisterEntry)
class RegisterEntryTranslation(TranslationOptions):
    fields = ("register",)


@register(Event)
class EventTranslation(TranslationOptions):
    fields = (
        "name",
        "summary",
        "story",
        "programme",
        "venue",
        "directions",
        "accessibility",
    )


@register(Occurrence)
class OccurrenceTranslation(TranslationOptions):
    fields = ("note",)


@register(YearOverride)
class YearOverrideTranslation(TranslationOptions):
    fields = ("note",)


@register(MeetingSeries)
class MeetingSeriesTranslation(TranslationOptions):
    fields = ("name", "summary")


@register(Room)
class RoomTranslation(TranslationOptions):
    fields = ("name",)


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("title", "text")


@register(Speaker)
class SpeakerTranslation(TranslationOptions):
    fields = ("name", "organisation", "about")


@register(RegistrationQuestion)
class RegistrationQuestionTranslation(TranslationOptions):
    fields = ("text", "choices")
