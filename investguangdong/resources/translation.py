from modeltranslation.translator import TranslationOptions, register

from investguangdong.resources.models import Facility


@register(Facility)
class FacilityTranslation(TranslationOptions):
    fields = ("name", "operator", "capacity", "status")
