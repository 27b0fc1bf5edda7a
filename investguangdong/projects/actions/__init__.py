"""What people do with listings. Each act is one transaction and writes its audit row and history."""

from investguangdong.projects.actions.commenting import (
    comment_on,
    reopen_comment,
    review_texts,
    settle_comment,
)
from investguangdong.projects.actions.derived import derive, refresh
from investguangdong.projects.actions.following import (
    SHORTLIST_LIMIT,
    change_search,
    follow,
    merge_shortlist,
    note_on_saved,
    remove_search,
    save_for,
    save_search,
    unfollow,
    unsave_for,
)
from investguangdong.projects.actions.importing import (
    check_import,
    run_import,
    run_started_imports,
    start_import,
)
from investguangdong.projects.actions.records import record_realised
from investguangdong.projects.actions.refusals import IllegalStep, Incomplete, NotForYou, OldVersion
from investguangdong.projects.actions.reviewing import (
    Edit,
    ask_for_review,
    discard_changes,
    edit_project,
    publish_changes,
    return_changes,
)
from investguangdong.projects.actions.steps import (
    close_project,
    confirm_project,
    pause_project,
    publish_project,
    review_project,
    submit_project,
    verify_project,
    withdraw_project,
)
from investguangdong.projects.actions.writing import (
    TEXTS,
    change_project,
    create_project,
    remove_evidence,
    set_evidence,
)

__all__ = [
    "check_import",
    "run_import",
    "run_started_imports",
    "start_import",
    "Edit",
    "NotForYou",
    "ask_for_review",
    "comment_on",
    "confirm_project",
    "derive",
    "discard_changes",
    "edit_project",
    "publish_changes",
    "record_realised",
    "reopen_comment",
    "return_changes",
    "review_texts",
    "settle_comment",
    "withdraw_project",
    "SHORTLIST_LIMIT",
    "TEXTS",
    "IllegalStep",
    "Incomplete",
    "OldVersion",
    "change_project",
    "change_search",
    "close_project",
    "create_project",
    "follow",
    "merge_shortlist",
    "note_on_saved",
    "pause_project",
    "publish_project",
    "refresh",
    "remove_evidence",
    "remove_search",
    "review_project",
    "save_for",
    "save_search",
    "set_evidence",
    "submit_project",
    "unfollow",
    "unsave_for",
    "verify_project",
]
