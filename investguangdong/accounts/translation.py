from modeltranslation.translator import TranslationOptions, translator

from investguangdong.accounts.models import OfficerProfile


class OfficerProfileTranslation(TranslationOptions):
    fields = ("title", "office", "hours")


translator.register(OfficerProfile, OfficerProfileTranslation)
