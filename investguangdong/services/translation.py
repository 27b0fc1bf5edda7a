from modeltranslation.translator import TranslationOptions, register

from investguangdong.services.models import Service


@register(Service)
class ServiceTranslation(TranslationOptions):
    fields = ("name", "for_whom", "what_you_need", "where_channel", "key_facts")
