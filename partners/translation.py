from modeltranslation.translator import TranslationOptions, register

from partners.models import (
    ActionGroup,
    Organisation,
    Portal,
    Supporter,
    Territory,
)


@register(Territory)
class TerritoryTranslation(TranslationOptions):
    fields = ("name",)
    # Who does not read Cyrillic is told the village's name in Latin letters.
    fallback_languages = {
        "default": ("bg", "en", "ro", "el", "fr"),
        **dict.fromkeys(("ro", "el", "fr"), ("en", "bg")),
    }


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name",)


@register(ActionGroup)
class ActionGroupTranslation(TranslationOptions):
    fields = ("name", "summary")


@register(Portal)
class PortalTranslation(TranslationOptions):
    fields = ("name", "lead")


@register(Supporter)
class SupporterTranslation(TranslationOptions):
    fields = ("name",)
