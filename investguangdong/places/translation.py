from modeltranslation.translator import TranslationOptions, register

from investguangdong.places.models import (
    City,
    Cluster,
    Division,
    Figure,
    Hall,
    Policy,
    Port,
    Procedure,
    Sector,
    Zone,
)


@register([Division, Sector])
class NamedTranslation(TranslationOptions):
    fields = ("name",)


@register(Cluster)
class ClusterTranslation(TranslationOptions):
    fields = ("name", "goal_or_scale")


@register(City)
class CityTranslation(TranslationOptions):
    fields = ("name", "pillar_industries")


@register(Zone)
class ZoneTranslation(TranslationOptions):
    fields = ("name", "focus_sectors", "headline_incentives", "data_regime")


@register(Port)
class PortTranslation(TranslationOptions):
    fields = ("name", "address", "opening_hours", "modes")


@register(Hall)
class HallTranslation(TranslationOptions):
    fields = ("name", "address", "opening_hours")


@register(Policy)
class PolicyTranslation(TranslationOptions):
    fields = ("title", "summary", "amount_or_rate")


@register(Procedure)
class ProcedureTranslation(TranslationOptions):
    fields = ("name", "applicant", "office", "result", "papers", "cost", "duration", "legal_basis")


@register(Figure)
class FigureTranslation(TranslationOptions):
    fields = ("definition",)
