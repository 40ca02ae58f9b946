from modeltranslation.translator import TranslationOptions, register

from places.models import Category, Photo, Place


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ("name", "summary", "story", "directions", "opening", "period_label")


@register(Photo)
class PhotoTranslation(TranslationOptions):
    fields = ("caption",)
