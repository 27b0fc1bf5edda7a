from investguangdong.matching.admin import (
    briefs,
    exposure,
    feedback,
    matches,
    runs,
    score_models,
    suggestions,
)

__all__ = ["briefs", "exposure", "feedback", "matches", "runs", "score_models", "suggestions"]
