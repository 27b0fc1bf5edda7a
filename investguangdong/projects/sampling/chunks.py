"""Sample listings by COPY, some thousands at a time. No history, no audit: the rows are inventions.

The words of the search are those of title, summary, city, zone and sectors in the four languages, without the numbers
of the summary. They are worked out once for each combination of texts, of which there are some ten thousand."""

from decimal import Decimal
from functools import cache

from django.db import connection

from investguangdong.places.rates import convert
from investguangdong.projects.models import Project
from investguangdong.projects.readiness import Paper, readiness
from investguangdong.projects.sampling.rows import Sampler
from investguangdong.projects.searchtext import VECTOR, words_for
from investguangdong.projects.spelling import keep

COLUMNS = list(Project._meta.concrete_fields)
NAMES = [field.column for field in COLUMNS]
PAPERS = ("kind", "state", "number", "issued_by", "issued_on", "note")
RELATED = ("city", "zone", "primary_sector", "officer", "deputy", "verified_by")
TEXTS = ("title", "summary", "description", "offered", "asked", "risks", "publishing_body")
WRITTEN_IN = ("en", "zh_hans", "pt")  # Traditional is folded into Simplified
# The entries are written here, with their words, instead of by the trigger.
BY_HAND = "SET LOCAL investguangdong.writes_entries = 'yes'"
# Every key below was read from the database a moment ago; checking each again takes a quarter of the time.
UNCHECKED = "SET LOCAL session_replication_role = replica"
NUMBERS = """
SELECT nextval(pg_get_serial_sequence('projects_project', 'id')),
    'GD-' || %s || '-' || lpad(number, greatest(6, length(number)), '0')
FROM (SELECT nextval('projects_project_number')::text AS number FROM generate_series(1, %s)) numbers
"""
# PostgreSQL leaves a row of less than 2 KB whole, with its words in it. Words that come from a table where they lie
# outside of the row stay outside, so a row of the copy is made longer than that.
TEMPORARY = """
DROP TABLE IF EXISTS pg_temp.sample_words, pg_temp.sample_entry;
CREATE TEMP TABLE sample_words (key text PRIMARY KEY, words tsvector);
CREATE TEMP TABLE sample_entry (id bigint, filler text STORAGE PLAIN, words tsvector STORAGE EXTERNAL)
    ON COMMIT DELETE ROWS;
"""
WORDS = """
INSERT INTO sample_entry
SELECT p.id, repeat('-', 2100), array_to_tsvector(string_to_array(lower(p.code), '-')) || base.words
    || coalesce(zone.words, '') || coalesce(second.words, '')
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS fresh (id, base, zone, second)
JOIN projects_project p USING (id)
JOIN sample_words base ON base.key = fresh.base
LEFT JOIN sample_words zone ON zone.key = fresh.zone
LEFT JOIN sample_words second ON second.key = fresh.second
"""
ENTRIES = """
INSERT INTO projects_searchentry (project_id, listed_until, published_at, verified_on, closes_on, city_id, zone_id,
    cluster_id, readiness, amount_bar, stage, sector_ids, modes, amount_cny_min, amount_cny_max, amount_cny, land,
    words)
SELECT e.*, words
FROM sample_entry JOIN projects_project p USING (id) CROSS JOIN LATERAL projects_entry_of(p) e
"""


class Writer:
    def __init__(self, sampler: Sampler):
        self.sampler = sampler
        self.known: set[str] = set()  # keys of `sample_words` in this session
        self.fresh: list[str] = []  # texts whose words are not kept yet
        self.may_skip_checks = False

    def write(self, cursor, numbers: range) -> None:
        rows = self.missing(numbers)
        if not rows:
            return
        self.prepare(cursor)
        cursor.execute(NUMBERS, [str(self.sampler.today.year), len(rows)])
        for row, (pk, code) in zip(rows, cursor.fetchall(), strict=True):
            row |= {"id": pk, "code": code}
        # Before the copying starts: a rate is asked of the database, which is busy while it takes rows.
        rates = {currency: yuan(currency) for currency in {row["currency"] for row in rows}}
        copy(cursor, "projects_project", NAMES, (values_of(row, rates) for row in rows))
        papers = (
            (row["id"], *({"note": "", **paper}[n] for n in PAPERS))
            for row in rows
            for paper in row["evidence"]
        )
        copy(cursor, "projects_evidence", ["project_id", *PAPERS], papers)
        sectors = ((row["id"], sector.pk) for row in rows for sector in row["sectors"])
        copy(cursor, "projects_project_sectors", ["project_id", "sector_id"], sectors)
        self.write_entries(cursor, rows)
        self.keep_words(cursor)

    def keep_words(self, cursor) -> None:
        """In one sorted statement, last before the commit: the processes share words, and who waits for whom in two
        orders waits for ever."""
        keep(cursor, self.fresh)
        self.fresh = []

    def missing(self, numbers: range) -> list[dict]:
        first, last = (self.sampler.key(number) for number in (numbers[0], numbers[-1]))
        there = Project.objects.filter(sample_key__gte=first, sample_key__lte=last)
        known = set(there.values_list("sample_key", flat=True))
        return [self.sampler.row(number) for number in numbers if self.sampler.key(number) not in known]

    def prepare(self, cursor) -> None:
        if not self.known:
            cursor.execute(TEMPORARY)
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            (self.may_skip_checks,) = cursor.fetchone()
        cursor.execute(BY_HAND)
        if self.may_skip_checks:
            cursor.execute(UNCHECKED)

    def write_entries(self, cursor, rows: list[dict]) -> None:
        keys = [(row["id"], *self.keys_of(cursor, row)) for row in rows]
        cursor.execute("TRUNCATE sample_entry")
        cursor.execute(WORDS, [list(column) for column in zip(*keys, strict=True)])
        cursor.execute(ENTRIES)

    def keys_of(self, cursor, row: dict) -> tuple[str, str | None, str | None]:
        """Keys of the row's words: its texts, its zone, and the sector beside the main one."""
        base = f"{row['title_en']}|{row['stage']}|{row['primary_sector'].slug}"
        self.learn(cursor, base, lambda: texts_of(row))
        second = next((sector for sector in row["sectors"] if sector != row["primary_sector"]), None)
        named = [(one and f"{type(one).__name__} {one.slug}", one) for one in (row["zone"], second)]
        for key, one in named:
            self.learn(cursor, key, lambda one=one: names_of(one))
        return base, named[0][0], named[1][0]

    def learn(self, cursor, key: str | None, parts_of) -> None:
        if key is None or key in self.known:
            return
        parts = parts_of()
        running = {
            code: "\n".join(text for _weight, text, own in parts if own == code) for code in WRITTEN_IN
        }
        words = words_for(
            [(weight, text) for weight, text, _code in parts], english=running["en"], portuguese=running["pt"]
        )
        cursor.execute(f"INSERT INTO sample_words SELECT %s, {VECTOR}", [key, *words.parameters()])  # noqa: S608
        self.fresh += [text for weight, text, code in parts if code != "zh_hans" and weight == "A"]
        self.known.add(key)


def texts_of(row: dict) -> list[tuple[str, str, str]]:
    """(weight, text, language) of what depends on product, kind, city and stage alone."""
    parts = [("A", row[f"title_{code}"], code) for code in WRITTEN_IN]
    for code in WRITTEN_IN:
        parts.append(("B", "".join(c for c in row[f"summary_{code}"] if not c.isdigit()), code))
    return [*parts, *names_of(row["city"]), *names_of(row["primary_sector"])]


def names_of(place) -> list[tuple[str, str, str]]:
    return [("B", getattr(place, f"name_{code}") or "", code) for code in WRITTEN_IN]


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
    values = blank() | row
    for name in RELATED:
        values[f"{name}_id"] = row[name].pk if row[name] else None
    rate, day = rates[values["currency"]]
    for name in ("min", "max"):
        sought = values[f"sought_{name}"]
        values[f"amount_cny_{name}"] = sought * rate if sought and rate else None
    values["rate_date"] = day
    values["sector_ids"] = sorted({sector.pk for sector in row["sectors"]})
    papers = [Paper(paper["kind"], paper["state"]) for paper in row["evidence"]]
    values["readiness"] = readiness(row["kind"], papers)
    for name in TEXTS:
        values[name] = values[f"{name}_en"]
    return [values[field.attname] for field in COLUMNS]


def yuan(currency: str) -> tuple:
    """Yuan for one unit and the day of that rate; (None, None) where no rate is known."""
    if currency == "CNY":
        return 1, None
    return convert(Decimal(1), currency, "CNY") or (None, None)
