"""Pairs into the table of matches: many at once, only those that have changed, never an answer of a person.

What was found goes by COPY into a temporary table and from there with one INSERT; a match whose numbers and
findings are what they were is not written again."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from investguangdong.core import clock
from investguangdong.matching.actions.returning import reopen
from investguangdong.matching.models import Match, ScoreModel
from investguangdong.matching.weights import Weights

FINDINGS = ("reasons", "clashes", "unknowns", "raises")
NO_FINDINGS = dict.fromkeys(FINDINGS, "'[]'") | {"explained_at": "NULL"}
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
# The market's averages move a little with every listing: they stay as they were when the pair last changed.
COLUMNS = {"mandate_id": "bigint", "project_id": "bigint", **COMPARED, "averages": "float8[]"}
CREATE = f"""
CREATE TEMPORARY TABLE IF NOT EXISTS matching_incoming (
    {", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())}
) ON COMMIT DELETE ROWS
"""
COPY = f"COPY matching_incoming ({', '.join(COLUMNS)}) FROM STDIN"
# What was said of a pair that has changed is said anew when somebody looks.
MERGE = f"""
INSERT INTO matching_match AS old (
    {", ".join(COLUMNS)}, is_current, at, state_investor, state_project, declined_material, lifted_by, returned,
    {", ".join(NO_FINDINGS)}
)
SELECT {", ".join(COLUMNS)}, true, %s, 'open', 'open', '', '', '[]', {", ".join(NO_FINDINGS.values())}
FROM matching_incoming ORDER BY mandate_id, project_id
ON CONFLICT (mandate_id, project_id) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in (*COMPARED, "averages", "is_current", "at", *NO_FINDINGS))}
WHERE (old.is_current, {", ".join(f"old.{name}" for name in COMPARED)})
    IS DISTINCT FROM (true, {", ".join(f"excluded.{name}" for name in COMPARED)})
"""  # noqa: S608  names of our own columns


@dataclass(frozen=True, slots=True)
class Pair:
    """Primary keys of a mandate and a project, and what the model says of them: values in the order of the signals,
    None where not known; codes in the order of the gates. The averages, the same for all pairs of a mandate, are
    written out already (`array`)."""

    mandate: int
    project: int
    score: float
    standing: float
    gate: str
    known: int
    asked: int
    values: list[float | None]
    averages: str
    gates: list[int]
    material: str


def store(pairs: Iterable[Pair], *, weights: Weights) -> int:
    """Returns how many matches were new or have changed. Inside the caller's transaction."""
    version = ScoreModel.objects.ensure(weights).version
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        cursor.execute("DELETE FROM matching_incoming")  # an earlier call of the same transaction
        with cursor.copy(COPY) as copy:
            for pair in pairs:
                copy.write(line(pair, version))
        cursor.execute(MERGE, [clock.now()])
        written = cursor.rowcount
        cursor.execute("SELECT DISTINCT mandate_id FROM matching_incoming")
        mandates = [pk for (pk,) in cursor.fetchall()]
    reopen(Match.objects.filter(mandate__in=mandates))
    return written


def line(pair: Pair, version: str) -> str:
    """As COPY reads it: numbers, words of our own and braces only, so nothing needs escaping."""
    columns = (
        pair.mandate,
        pair.project,
        version,
        f"{min(pair.score, 100):.6f}",
        pair.gate,
        pair.known,
        pair.asked,
        pair.standing,
        array(pair.values),
        array(pair.gates),
        pair.material,
        pair.averages,
    )
    return "\t".join(map(str, columns)) + "\n"


def array(values: Iterable) -> str:
    return "{" + ",".join("NULL" if value is None else repr(value) for value in values) + "}"


def retire(matches) -> int:
    """Pairs that no longer stand: forgotten if nobody answered them, kept as history otherwise."""
    gone, _each = matches.unanswered().delete()
    return gone + matches.filter(is_current=True).update(is_current=False, rank=None, lifted_by="")
