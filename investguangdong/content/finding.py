"""Pages, updates, answers and case studies that say something: one question for all kinds."""

from types import SimpleNamespace

from django.db.models import F, Value
from django.urls import reverse

from investguangdong.content.models import NAMED, CaseStudy, Edition, Question, Update
from investguangdong.core.languages import LANGUAGES, column

TITLES = [column("title", code) for code in LANGUAGES]
# (name, model, where its address stands, what is read beside the title)
KINDS = (
    ("question", Question, "slug", ("answer",)),
    ("update", Update, "slug", ("body",)),
    ("case_study", CaseStudy, "slug", ("what", "hard")),
    ("page", Edition, "page__slug", ("lead", "body")),
)


def texts_saying(text: str, user) -> list[SimpleNamespace]:
    """Rows with a translated `title` and an address, published or (to their editors) drafts too."""
    parts = [
        model.objects.visible_to(user)
        .saying(text, "title", *also)
        .order_by()
        .annotate(kind=Value(name), key=F(where))
        .values_list("kind", "key", *TITLES)
        for name, model, where, also in KINDS
    ]
    rows = parts[0].union(*parts[1:], all=True).order_by()
    return [_found(kind, key, titles) for kind, key, *titles in rows]


def _found(kind: str, key: str, titles: list[str]) -> SimpleNamespace:
    return SimpleNamespace(
        **dict(zip(TITLES, titles, strict=True)), get_absolute_url=lambda: _address(kind, key)
    )


def _address(kind: str, key: str) -> str:
    if kind == "page":
        return reverse(f"pages:{NAMED[key]}") if key in NAMED else reverse("pages:article", args=[key])
    return reverse("pages:case_study" if kind == "case_study" else f"content:{kind}", args=[key])
