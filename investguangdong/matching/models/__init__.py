from investguangdong.matching.models.brief import Brief, BriefQuestion
from investguangdong.matching.models.city_brief import (
    BriefFigure,
    BriefPolicy,
    BriefReply,
    BriefSite,
    CityBrief,
)
from investguangdong.matching.models.exposure import Exposure
from investguangdong.matching.models.feedback import Feedback
from investguangdong.matching.models.match import Match, with_match_count
from investguangdong.matching.models.run import Run, RunChunk
from investguangdong.matching.models.score_model import ScoreModel
from investguangdong.matching.models.shown import Shown
from investguangdong.matching.models.suggestion import Suggestion

__all__ = [
    "Brief",
    "BriefFigure",
    "BriefPolicy",
    "BriefQuestion",
    "BriefReply",
    "BriefSite",
    "CityBrief",
    "Exposure",
    "Feedback",
    "Match",
    "Run",
    "RunChunk",
    "ScoreModel",
    "Shown",
    "Suggestion",
    "with_match_count",
]
