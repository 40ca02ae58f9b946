from modeltranslation.translator import TranslationOptions, register

from interest_forms.models import CannedWords, Criterion, InterestCall


@register(CannedWords)
class CannedWordsTranslation(TranslationOptions):
    fields = ("text",)


@register(InterestCall)
class InterestCallTranslation(TranslationOptions):
    fields = ("name", "introduction", "eligibility")


@register(Criterion)
class CriterionTranslation(TranslationOptions):
    fields = ("name",)
