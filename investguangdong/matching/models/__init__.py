from investguangdong.matching.models.feedback import Feedback
from investguangdong.matching.models.match import Match, with_match_count
from investguangdong.matching.models.score_model import ScoreModel

__all__ = ["Feedback", "Match", "ScoreModel", "with_match_count"]
