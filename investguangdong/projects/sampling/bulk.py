"""Very many sample listings at once: rows go by COPY into a temporary table, then into place in one statement.

No history, no audit: the rows are inventions. Words of the search come from title, product, city and sectors,
worked out once for each combination.
"""

from datetime import timedelta
from decimal import Decimal
from functools import cache

from django.db import connection, transaction

from investguangdong.places.rates import convert
from investguangdong.projects.models import Project
from investguangdong.projects.readiness import Paper, readiness
from investguangdong.projects.sampling.rows import Sampler
from investguangdong.projects.searchtext import VECTOR, Words, words_for

CHECK_LASTS = timedelta(days=90)
CHUNK = 20_000
# Neither id nor code: both come from sequences of the database while the rows move into place.
COLUMNS = [field for field in Project._meta.concrete_fields if field.attname not in ("id", "code")]
PAPERS = ("kind", "state", "number", "issued_by", "issued_on")
STAGING = """
CREATE TEMP TABLE sample_rows (LIKE projects_project INCLUDING DEFAULTS) ON COMMIT DROP;
ALTER TABLE sample_rows DROP COLUMN id, DROP COLUMN code, ADD COLUMN words text;
CREATE TEMP TABLE sample_words (key text PRIMARY KEY, search tsvector) ON COMMIT DROP;
CREATE TEMP TABLE sample_sectors (sample_key text, sector_id bigint) ON COMMIT DROP;
CREATE TEMP TABLE sample_papers
    (sample_key text, kind text, state text, number text, issued_by text, issued_on date) ON COMMIT DROP;
"""
MOVE_ROWS = """
INSERT INTO projects_project (code, {columns})
SELECT 'GD-' || %s || '-' || lpad(nextval('projects_project_number')::text, 6, '0'), {columns}
FROM sample_rows ORDER BY sample_key
ON CONFLICT (sample_key) DO NOTHING
RETURNING id, sample_key
"""
MOVE_WORDS = """
UPDATE projects_searchentry entry SET words = sample_words.search
FROM fresh JOIN sample_rows USING (sample_key) JOIN sample_words ON key = sample_rows.words
WHERE entry.project_id = fresh.id
"""
MOVE_SECTORS = """
INSERT INTO projects_project_sectors (project_id, sector_id)
SELECT fresh.id, sector_id FROM sample_sectors JOIN fresh USING (sample_key)
"""
MOVE_PAPERS = """
INSERT INTO projects_evidence (project_id, kind, state, number, issued_by, issued_on, note)
SELECT fresh.id, kind, state, number, issued_by, issued_on, '' FROM sample_papers JOIN fresh USING (sample_key)
"""


def make(sampler: Sampler, number: int) -> None:
    """Rows 0 to `number`, in chunks of one transaction each; rows that are there stay as they are."""
    for start in range(0, number, CHUNK):
        with transaction.atomic(), connection.cursor() as cursor:
            write_chunk(cursor, sampler, range(start, min(number, start + CHUNK)))


def write_chunk(cursor, sampler: Sampler, numbers: range) -> None:
    first, last = (sampler.key(number) for number in (numbers[0], numbers[-1]))
    there = Project.objects.filter(sample_key__gte=first, sample_key__lte=last)
    known = set(there.values_list("sample_key", flat=True))
    rows = [row for row in (sampler.row(number) for number in numbers) if row["sample_key"] not in known]
    if not rows:
        return
    cursor.execute(STAGING)
    write_words(cursor, {words_key(row): row for row in rows})
    # Worked out before the copying starts: a rate is asked of the database, which is busy while it takes rows.
    rates = {currency: yuan(currency) for currency in {row["currency"] for row in rows}}
    values = [values_of(row, rates) for row in rows]
    copy(cursor, "sample_rows", [*(f.column for f in COLUMNS), "words"], values)
    papers = (
        (row["sample_key"], *(paper[name] for name in PAPERS)) for row in rows for paper in row["evidence"]
    )
    copy(cursor, "sample_papers", ["sample_key", *PAPERS], papers)
    sectors = ((row["sample_key"], sector.pk) for row in rows for sector in row["sectors"])
    copy(cursor, "sample_sectors", ["sample_key", "sector_id"], sectors)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in COLUMNS)
    moved = MOVE_ROWS.format(columns=columns)
    cursor.execute(f"CREATE TEMP TABLE fresh ON COMMIT DROP AS WITH made AS ({moved}) SELECT * FROM made",  # noqa: S608
                   [str(sampler.today.year)])  # fmt: skip
    cursor.execute(MOVE_WORDS)
    cursor.execute(MOVE_SECTORS)
    cursor.execute(MOVE_PAPERS)


def copy(cursor, table: str, columns: list[str], rows) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as target:
        for row in rows:
            target.write_row(row)


@cache
def blank() -> dict:
    """What the model would fill in."""
    return {field.attname: field.get_default() for field in COLUMNS}


def values_of(row: dict, rates: dict) -> list:
    values = {
        **blank(),
        **{name: value for name, value in row.items() if name not in ("sectors", "evidence")},
    }
    for name in ("city", "zone", "primary_sector", "officer", "deputy", "verified_by"):
        related = values.pop(name)
        values[f"{name}_id"] = related.pk if related else None
    rate, day = rates[values["currency"]]
    low, high = (
        values[name] * rate if values[name] and rate else None for name in ("sought_min", "sought_max")
    )
    values |= {
        "sector_ids": sorted({sector.pk for sector in row["sectors"]}),
        "readiness": readiness(row["kind"], [Paper(paper["kind"], paper["state"]) for paper in row["evidence"]]),
        "amount_cny_min": low,
        "amount_cny_max": high,
        "rate_date": day,
        **{name: values[f"{name}_en"] for name in ("title", "summary", "description", "offered", "asked", "risks",
                                                   "publishing_body")},
    }  # fmt: skip
    return [*(values[field.attname] for field in COLUMNS), words_key(row)]


def yuan(currency: str) -> tuple:
    """Yuan for one unit and the day of that rate; (None, None) where no rate is known."""
    if currency == "CNY":
        return 1, None
    return convert(Decimal(1), currency, "CNY") or (None, None)


def words_key(row: dict) -> str:
    return f"{row['title_en']}|{row['primary_sector'].pk}"


def write_words(cursor, rows: dict[str, dict]) -> None:
    for key, row in rows.items():
        cursor.execute(
            f"INSERT INTO sample_words SELECT %s, {VECTOR} ON CONFLICT DO NOTHING",  # noqa: S608
            [key, *words_of(key, row).parameters()],
        )


MEMORY: dict[str, Words] = {}


def words_of(key: str, row: dict) -> Words:
    """Kept for the run: there are some thousand combinations, and a million rows."""
    if key not in MEMORY:
        named = [row["city"], row["primary_sector"]]
        parts = [("A", row[f"title_{code}"]) for code in ("en", "zh_hans", "pt")]
        parts += [
            ("B", getattr(one, f"name_{code}") or "") for one in named for code in ("en", "zh_hans", "pt")
        ]
        MEMORY[key] = words_for(parts, english=row["title_en"], portuguese=row["title_pt"])
    return MEMORY[key]
