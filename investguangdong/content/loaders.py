"""From `data/content/` to pages, sector pages, case studies, updates and answers. A page's new text becomes its
public edition; what the back office has published since stays until the file changes."""

import hashlib
from datetime import date
from pathlib import Path

from django.db import transaction

from investguangdong.content.actions.pages import WORDS, next_number, publish_edition
from investguangdong.content.actions.reviews import READ_AGAIN_AFTER
from investguangdong.content.models import (
    CaseStudy,
    ChainSegment,
    Edition,
    Milestone,
    Page,
    Question,
    SectorProfile,
    State,
    Update,
)
from investguangdong.core import clock
from investguangdong.core.actions import fill_traditional, mark_machine
from investguangdong.core.languages import column
from investguangdong.core.reference import Draft, LoadReport, load, read, texts
from investguangdong.places.loaders import provenance
from investguangdong.places.models import City, Sector

FOLDER = "content"
WRITTEN = ("en", "zh-hans", "pt")
PAGES = ("about", "sources", "accessibility", "privacy", "security")
REVIEWED, NEXT_REVIEW = "reviewed_on", "next_review_on"


def words(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def editorial(row: dict) -> dict:
    """The columns every edited row has: where it comes from, when it was and will be read."""
    return {
        **provenance(row),
        "state": State.PUBLISHED,
        REVIEWED: day(row.get(REVIEWED, "")),
        NEXT_REVIEW: day(row.get(NEXT_REVIEW, "")),
    }


def draft(row: dict, values: dict, fields: list[str], links: dict | None = None) -> Draft:
    for name in fields:
        values |= texts(row, name)
    return Draft(values, links or {}, texts=fields)


def picked(known: dict, cell: str) -> list:
    return [known[name] for name in words(cell) if name in known]


def load_pages(folder: Path) -> list[LoadReport]:
    """`pages/<slug>.<language>.md`: the title, the first sentence, the rest."""
    report = LoadReport("content/pages")
    for position, slug in enumerate(PAGES, 1):
        files = {code: folder / FOLDER / "pages" / f"{slug}.{code}.md" for code in WRITTEN}
        told = {code: file.read_text(encoding="utf-8") for code, file in files.items() if file.exists()}
        if told:
            _load_page(slug, position, told, report)
    return [report]


@transaction.atomic
def _load_page(slug: str, position: int, told: dict[str, str], report: LoadReport) -> None:
    digest = hashlib.sha256(repr(sorted(told.items())).encode()).hexdigest()
    page, is_new = Page.objects.get_or_create(slug=slug, defaults={"position": position})
    if page.source_digest == digest:
        report.unchanged += 1
        return
    edition = page.editions.filter(state=Edition.State.DRAFT).first()
    edition = Edition(page=page, number=next_number(page)) if edition is None else edition
    for code, text in told.items():
        for field, value in zip(WORDS, parts(text), strict=True):
            setattr(edition, column(field, code), value)
    filled = fill_traditional(edition, WORDS)
    edition.save()
    mark_machine([edition], filled)
    publish_edition(edition)
    page.source_digest, page.next_review_on = digest, clock.today() + READ_AGAIN_AFTER
    page.save(update_fields=["source_digest", "next_review_on"])
    report.added += is_new
    report.changed += [] if is_new else [(page, {})]


def parts(text: str) -> tuple[str, str, str]:
    """`# Title`, a paragraph, the rest."""
    title, lead, *rest = text.strip().split("\n\n", 2)
    return title.removeprefix("# ").strip(), lead.strip(), rest[0].strip() if rest else ""


def load_sectors(folder: Path) -> list[LoadReport]:
    sectors = {row.slug: row for row in Sector.objects.all()}
    drafts = [
        draft(
            row,
            {
                "slug": row["slug"],
                "sector": sectors[row["slug"]],
                "indicators": words(row["indicators"]),
                "policies": words(row["policies"]),
                "zones": words(row["zones"]),
                **editorial(row),
            },
            ["summary"],
        )
        for row in read(folder, f"{FOLDER}/sectors.csv")
        if row["slug"] in sectors
    ]
    report = load(SectorProfile, drafts, key=["slug"], file="content/sectors.csv")
    return [report, _load_chain(folder)]


def _load_chain(folder: Path) -> LoadReport:
    profiles = {row.slug: row for row in SectorProfile.objects.all()}
    drafts = [
        draft(
            row,
            {
                "slug": f"{row['sector']}-{row['step']}",
                "profile": profiles[row["sector"]],
                "basis": words(row["basis"]),
                **provenance(row),
            },
            ["name", "here", "missing"],
        )
        for row in read(folder, f"{FOLDER}/value_chain.csv")
        if row["sector"] in profiles
    ]
    return load(ChainSegment, drafts, key=["slug"], file="content/value_chain.csv")


def load_case_studies(folder: Path) -> list[LoadReport]:
    """Facts of a case stand in the track record; here is what an editor read beside them."""
    drafts = [
        draft(
            row,
            {
                "slug": row["record"].lower(),
                "record": row["record"],
                "source_title": row["source_title"],
                **editorial(row),
            },
            ["title", "hard"],
        )
        for row in read(folder, f"{FOLDER}/case_studies.csv")
    ]
    real = CaseStudy.objects.filter(is_sample=False)
    return [
        load(CaseStudy, drafts, key=["slug"], file="content/case_studies.csv", among=real),
        _load_milestones(folder),
    ]


@transaction.atomic
def _load_milestones(folder: Path) -> LoadReport:
    """The files' milestones replace those of their cases: they have no life of their own."""
    report = LoadReport("content/milestones.csv")
    studies = {row.record: row for row in CaseStudy.objects.filter(is_sample=False)}
    rows = [row for row in read(folder, f"{FOLDER}/milestones.csv") if row["record"] in studies]
    wanted = [Milestone(study=studies[row["record"]], when=row["when"], **texts(row, "what")) for row in rows]
    known = Milestone.objects.filter(study__in=studies.values())
    before = {(row.study_id, row.when, row.what_en, row.what_zh_hans, row.what_pt) for row in known}
    after = {(row.study_id, row.when, row.what_en, row.what_zh_hans, row.what_pt) for row in wanted}
    report.unchanged = len(before & after)
    if before != after:
        known.delete()
        for row in wanted:
            fill_traditional(row, ["what"])
        mark_machine(Milestone.objects.bulk_create(wanted), ["what"])
        report.added = len(after - before)
    return report


def load_updates(folder: Path) -> list[LoadReport]:
    sectors = {row.slug: row for row in Sector.objects.all()}
    cities = {row.slug: row for row in City.objects.all()}
    drafts = [
        draft(
            row,
            {
                "slug": row["slug"],
                "published_on": day(row["published_on"]),
                "source_title": row["source_title"],
                "source_body": row["source_body"],
                **editorial(row),
            },
            ["title", "body"],
            {"sectors": picked(sectors, row["sectors"]), "cities": picked(cities, row["cities"])},
        )
        for row in read(folder, f"{FOLDER}/updates.csv")
    ]
    return [load(Update, drafts, key=["slug"], file="content/updates.csv")]


def load_questions(folder: Path) -> list[LoadReport]:
    drafts = [
        draft(
            row,
            {
                "slug": row["slug"],
                "topic": row["topic"],
                "answered_on": day(row["answered_on"]),
                "source_title": row["source_title"],
                **editorial(row),
            },
            ["title", "answer"],
        )
        for row in read(folder, f"{FOLDER}/faq.csv")
    ]
    return [load(Question, drafts, key=["slug"], file="content/faq.csv")]
