from modeltranslation.translator import TranslationOptions, register

from investguangdong.events.models import Event


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("name", "date_rule", "organiser", "what_for_investors", "result")
