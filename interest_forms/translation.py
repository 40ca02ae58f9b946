from modeltranslation.translator import TranslationOptions, register

from interest_forms.models import CannedWords, InterestCall


@register(CannedWords)
class CannedWordsTranslation(TranslationOptions):
    fields = ("text",)


@register(InterestCall)
class InterestCallTranslation(TranslationOptions):
    fields = ("name", "introduction", "eligibility")
