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
