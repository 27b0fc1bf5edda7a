"""Pairs into the table of matches: many at once, only those that have changed, never an answer of a person.

What was found goes by COPY into a temporary table and from there with one INSERT; a match whose numbers and
findings are what they were is not written again."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import connection

from investguangdong.core import clock
from investguangdong.matching.actions.returning import reopen
from investguangdong.matching.gates import WORDS
from investguangdong.matching.models import Match
from investguangdong.matching.scoring import Result

CODES = {word: code for code, word in WORDS.items()}
FINDINGS = ("reasons", "clashes", "unknowns", "raises")
COMPARED = {
    "model_version": "varchar",
    "score": "numeric",
    "gate": "varchar",
    "known": "smallint",
    "asked": "smallint",
    "standing": "float8",
    "signal_values": "float8[]",
    "gate_codes": "smallint[]",
    "material": "varchar",
}
# What follows from those. The market's averages move a little with every listing: they stay as they were when the
# pair last changed.
FOLLOWING = {"averages": "float8[]", **dict.fromkeys(FINDINGS, "jsonb"), "explained_at": "timestamptz"}
COLUMNS = {"mandate_id": "bigint", "project_id": "bigint", **COMPARED, **FOLLOWING}
CREATE = f"""
CREATE TEMPORARY TABLE IF NOT EXISTS matching_incoming (
    {", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())}
) ON COMMIT DELETE ROWS
"""
COPY = f"COPY matching_incoming ({', '.join(COLUMNS)}) FROM STDIN"
MERGE = f"""
INSERT INTO matching_match AS old (
    {", ".join(COLUMNS)}, is_current, at, state_investor, state_project, declined_material, lifted_by, returned
)
SELECT {", ".join(COLUMNS)}, true, %s, 'open', 'open', '', '', '[]'
FROM matching_incoming ORDER BY mandate_id, project_id
ON CONFLICT (mandate_id, project_id) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in (*COMPARED, *FOLLOWING, "is_current", "at"))}
WHERE (old.is_current, {", ".join(f"old.{name}" for name in COMPARED)})
    IS DISTINCT FROM (true, {", ".join(f"excluded.{name}" for name in COMPARED)})
"""  # noqa: S608  names of our own columns


@dataclass(frozen=True)
class Pair:
    """Primary keys of a mandate and a project, and what the model says of them."""

    mandate: int
    project: int
    result: Result
    material: str


def store(pairs: Iterable[Pair], *, version: str) -> int:
    """Returns how many matches were new or have changed. Inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        cursor.execute("DELETE FROM matching_incoming")  # an earlier call of the same transaction
        with cursor.copy(COPY) as copy:
            for pair in pairs:
                copy.write_row(row_of(pair, version))
        cursor.execute(MERGE, [clock.now()])
        written = cursor.rowcount
        cursor.execute("SELECT DISTINCT mandate_id FROM matching_incoming")
        mandates = [pk for (pk,) in cursor.fetchall()]
    reopen(Match.objects.filter(mandate__in=mandates))
    return written


def row_of(pair: Pair, version: str) -> tuple:
    found = pair.result
    return (
        pair.mandate,
        pair.project,
        version,
        f"{min(found.score, 100):.6f}",
        found.gate,
        found.known,
        found.asked,
        None,
        array(part.contribution / part.points if part.points else part.value for part in found.parts),
        array(CODES[word] for word in found.gates.values()),
        pair.material,
        "{}",
        *(json.dumps([asdict(one) for one in getattr(found, name)]) for name in FINDINGS),
        None,
    )


def array(values: Iterable) -> str:
    return "{" + ",".join("NULL" if value is None else repr(value) for value in values) + "}"


def retire(matches) -> int:
    """Pairs that no longer stand: forgotten if nobody answered them, kept as history otherwise."""
    gone, _each = matches.unanswered().delete()
    return gone + matches.filter(is_current=True).update(is_current=False, rank=None, lifted_by="")
