from modeltranslation.translator import TranslationOptions, register

from partners.models import ActionGroup, Organisation, Territory


@register(Territory)
class TerritoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name",)


@register(ActionGroup)
class ActionGroupTranslation(TranslationOptions):
    fields = ("name", "summary")
