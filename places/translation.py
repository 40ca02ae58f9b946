from modeltranslation.translator import TranslationOptions, register

from places.models import (
    Category,
    HistoricMap,
    Photo,
    Place,
    Producer,
    Product,
    Route,
    RouteStop,
    ThemedRoute,
)


@register(Category)
class CategoryTranslation(TranslationOptions):
    fields = ("name",)


@register(Place)
class PlaceTranslation(TranslationOptions):
    fields = ("name", "summary", "story", "directions", "opening", "period_label")


@register(Photo)
class PhotoTranslation(TranslationOptions):
    fields = ("caption",)


@register(Route)
class RouteTranslation(TranslationOptions):
    fields = ("name", "summary", "story")


@register(RouteStop)
class RouteStopTranslation(TranslationOptions):
    fields = ("caption",)


@register(HistoricMap)
class HistoricMapTranslation(TranslationOptions):
    fields = ("title", "description")


@register(Producer)
class ProducerTranslation(TranslationOptions):
    fields = ("name",)


@register(Product)
class ProductTranslation(TranslationOptions):
    fields = ("name", "summary", "buying")


@register(ThemedRoute)
class ThemedRouteTranslation(TranslationOptions):
    fields = ("name", "summary", "story")
