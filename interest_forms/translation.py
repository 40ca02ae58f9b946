from modeltranslation.translator import TranslationOptions, register

from interest_forms.models import CannedWords


@register(CannedWords)
class CannedWordsTranslation(TranslationOptions):
    fields = ("text",)
