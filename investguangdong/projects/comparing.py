"""A listing line by line for who reviews it: what the public has, what would go out, and the comments beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from investguangdong.projects import versions
from investguangdong.projects.models import EvidenceKind, Project, Publication, ReviewComment
from investguangdong.projects.versions import Difference

TEXT_LINES = tuple(versions.TEXT_COLUMNS)
MONEY_LINES = (
    "currency",
    *versions.MONEY,
    *("amount_missing", "equity_min", "equity_max", "irr_min", "irr_max", "horizon_years", "modes"),
)
SOURCE_LINES = ("source_url", "source_body", "source_date", "to_be_confirmed", "is_sample")
FACT_LINES = (
    *("kind", "stage", "primary_sector", "cluster", "city", "zone", "place_note", "lat", "lon", "precision"),
)
SITE_LINES = tuple(
    name for name in versions.MATERIAL if name not in {*TEXT_LINES, *MONEY_LINES, *SOURCE_LINES, *FACT_LINES}
)
GROUPS = (
    (_("Texts"), TEXT_LINES),
    (_("What and where"), FACT_LINES),
    (_("Money"), MONEY_LINES),
    (_("Site, time, impact"), SITE_LINES),
    (_("Who answers, how long it is shown"), versions.AT_ONCE),
    (_("Source"), SOURCE_LINES),
)


@dataclass
class Thread:
    comment: ReviewComment
    replies: list[ReviewComment] = field(default_factory=list)


@dataclass
class Line:
    name: str
    label: str
    language: str = ""
    old: str = ""
    new: str = ""
    is_changed: bool = False
    threads: list[Thread] = field(default_factory=list)

    @property
    def difference(self) -> Difference:
        return Difference(self.name, self.label, self.language, self.old, self.new)

    @property
    def is_worth_showing(self) -> bool:
        return bool(self.old or self.new or self.threads)


@dataclass
class Group:
    label: object
    lines: list[Line]


def line_names() -> list[tuple[str, str]]:
    """(value, words) of everything a comment may be about."""
    columns = [
        (name, " · ".join(part for part in (versions.label_of(name), versions.language_of(name)) if part))
        for name in versions.COLUMNS
    ]
    papers = [(f"evidence:{kind}", str(kind.label)) for kind in EvidenceKind]
    return [("", _("the whole listing")), *columns, *papers]


def threads_by_line(comments: Iterable[ReviewComment]) -> dict[str, list[Thread]]:
    """Comments in order, answers under what they answer."""
    found: dict[str, list[Thread]] = {}
    by_key: dict[int, Thread] = {}
    for comment in comments:
        if comment.answers_id in by_key:
            by_key[comment.answers_id].replies.append(comment)
            continue
        by_key[comment.pk] = Thread(comment)
        found.setdefault(comment.line, []).append(by_key[comment.pk])
    return found


def groups(base: Project | None, draft: Project, threads: dict, *, only_changed: bool = False) -> list[Group]:
    """In the order of the form. Without a `base` nothing counts as changed: all of it is new."""
    shown = []
    for label, names in GROUPS:
        lines = [line_of(name, base, draft, threads) for name in names]
        kept = [
            one
            for one in lines
            if one.is_worth_showing and (one.is_changed or one.threads or not only_changed)
        ]
        if kept:
            shown.append(Group(label, kept))
    return shown


def line_of(name: str, base: Project | None, draft: Project, threads: dict) -> Line:
    new = versions.in_words(draft, name)
    same = base is None or versions.is_same(
        name, versions.value_of(base, name), versions.value_of(draft, name)
    )
    return Line(
        name,
        versions.label_of(name),
        versions.language_of(name),
        new if same else versions.in_words(base, name),
        new,
        not same,
        threads.get(name, []),
    )


def list_lines(old: dict[str, list[str]], new: dict[str, list[str]], threads: dict) -> list[Line]:
    """Sectors and policies, by their slugs."""
    return [
        Line(
            name,
            versions.label_of(name),
            "",
            ", ".join(old.get(name, new[name])),
            ", ".join(new[name]),
            sorted(old.get(name, new[name])) != sorted(new[name]),
            threads.get(name, []),
        )
        for name in versions.LISTS
    ]


def paper_lines(papers, threads: dict) -> list[Line]:
    """Every paper, and every kind somebody has a comment about."""
    there = {paper.kind: paper for paper in papers}
    kinds = [kind for kind in EvidenceKind if kind in there or f"evidence:{kind}" in threads]
    return [
        Line(
            f"evidence:{kind}",
            str(kind.label),
            new=paper_words(there[kind]) if kind in there else "",
            threads=threads.get(f"evidence:{kind}", []),
        )
        for kind in kinds
    ]


def paper_words(paper) -> str:
    parts = [paper.get_state_display(), paper.number, paper.issued_by]
    parts += [f"{day:%Y-%m-%d}" for day in (paper.issued_on, paper.expires_on) if day]
    return " · ".join(str(part) for part in parts if part)


def base_of(project: Project, publication: Publication | None) -> Project | None:
    """The listing as a publication has it; else as the public has it now; else nothing."""
    if publication is not None:
        return versions.with_values(project, publication.data)
    return project if project.is_public else None
