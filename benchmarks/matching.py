"""The portal's matching on real deals: `python -m benchmarks.matching --data DIR --out DIR`.

Reads a folder with the schema of the matchmaking benchmark, learns the weights from the years before its cut with
the portal's own fitting, ranks every candidate with the portal's own scoring, and writes run-a.csv, run-b.csv and
run-c.csv (the best hundred a query). Where the folder holds the scoring script and the answers, prints the table.
`--labels N` learns from N answered lists a task only (0: the stated weights), to see what little feedback does.
The data may be used for tests and research only: no weight learned here goes into the portal."""

import argparse
import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks._database import LOCAL
from benchmarks._deals import Deals, rows
from benchmarks._judged import Year, crowd, of_investors, of_profiles, of_projects, score, spread
from investguangdong.matching.facts import MandateFacts
from investguangdong.matching.fitting import Query, fit
from investguangdong.matching.signals import neutral
from investguangdong.matching.weights import DEFAULT, OF_THE_INVESTOR, SIGNALS, Weights

KEPT = 100
YEARS = 3  # before the cut, to learn from
SEED = 1
# Stated by hand for a market of shares in young companies: no sites, no policies, but states, stages and backers.
PLACE = {"state": 10, "region": 9, "city": 7, "near": 8}
COMPANY = {"sector": 9, "themes": 10, "stage": 12, "backed": 8}
TICKET = {"ticket": 13, "ticket_small": 5, "ticket_large": 5}
TO_PROJECTS = {
    **PLACE,
    **COMPANY,
    **TICKET,
    "mutual": 43,
}  # the last is a third of the whole: a dial, not learned
TO_INVESTORS = {"active": 24, "lately": 4} | {
    name: points * 0.75 for name, points in {**PLACE, **COMPANY, **TICKET}.items()
}
BASELINES = ("weighted_overlap", "bm25_overlap")


def stated(deals: Deals) -> Weights:
    return Weights(
        version="deals-stated",
        to_projects=whole(TO_PROJECTS),
        to_investors=whole(TO_INVESTORS),
        priors=DEFAULT.priors | {name: neutral(kinds) for name, kinds in deals.kinds.items()},
    )


def whole(points: dict[str, float]) -> dict[str, float]:
    total = sum(points.values())
    return {name: 100 * points.get(name, 0) / total for name in SIGNALS}


def learned(deals: Deals, *, labels: int | None) -> Weights:
    """Weights from the years before the cut: first the lists of projects, since the place on them is a signal of
    the lists of investors. Newcomers with a stated profile and investors with a history share one set of weights."""
    start = stated(deals)
    if labels == 0:
        return start
    years = [Year.at(deals, date(deals.cut.year - back, 1, 1)) for back in range(YEARS, 0, -1)]
    lists = first(labels, [query for year in years for query in of_projects(year, start, seed=SEED)])
    weights = replace(start, to_investors=fit(lists, start.to_investors, fixed=("mutual",)))
    for year in years:
        year.table.crowd = crowd(year, weights)
    known = [query for year in years for query in of_investors(year, weights, seed=SEED)]
    lists = first(
        labels, known + [query for year in years for query in of_profiles(year, weights, seed=SEED)]
    )
    return replace(
        weights,
        version="deals-learned",
        to_projects=fit(lists, start.to_projects, fixed=(*OF_THE_INVESTOR, "mutual")),
    )


def first(count: int | None, lists: list[Query]) -> list[Query]:
    if count is None:
        return lists
    order = np.random.default_rng(SEED).permutation(len(lists))
    return [lists[at] for at in order[:count]]


def ranked(deals: Deals, weights: Weights) -> dict[str, Iterator[tuple[str, str, float]]]:
    """The best hundred of each query of each task."""
    year = Year.at(deals, deals.cut, is_final=True)
    known = year.mandates(1)
    queries = {task: [row["query_id"] for row in rows(deals.folder, f"queries_{task}.csv")] for task in "abc"}
    investors = [row["investor_id"] for row in rows(deals.folder, "candidates_investors.csv")]
    facts = {one: known.get(one, MandateFacts(code=one)) for one in {*investors, *queries["a"]}}
    standings = np.array([score(facts[one], year.table, weights).standings for one in investors])
    year.table.crowd = spread(list(standings))
    profiles = deals.profiles()
    return {
        "a": of_mandates({one: facts[one] for one in queries["a"]}, year, weights),
        "b": of_asks(queries["b"], investors, standings, year),
        "c": of_mandates({one: profiles[one] for one in queries["c"]}, year, weights),
    }


def of_mandates(mandates: dict[str, MandateFacts], year: Year, weights: Weights):
    for query, mandate in mandates.items():
        totals, seen = score(mandate, year.table, weights).totals, year.seen(query)
        yield from best(query, year.codes, totals, seen)


def of_asks(queries: list[str], investors: list[str], standings: np.ndarray, year: Year):
    seen = {investor: year.seen(investor) for investor in investors}
    for query in queries:
        column = standings[:, year.codes.index(query)]
        yield from best(query, investors, column, {one for one in investors if query in seen[one]})


def best(query: str, names: list[str], totals: np.ndarray, seen: set[str]):
    order = [at for at in np.lexsort((names, -np.round(totals, 9))) if names[at] not in seen]
    for at in order[:KEPT]:
        yield query, names[at], float(totals[at])


def write(runs, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for task, lines in runs.items():
        with (out / f"run-{task}.csv").open("w", newline="", encoding="utf-8") as file:
            table = csv.writer(file)
            table.writerow(["query_id", "candidate_id", "score"])
            table.writerows((query, name, f"{total:.9f}") for query, name, total in lines)


def judged(folder: Path, out: Path, task: str, *, baseline: str = "") -> dict:
    """What the scoring script of the folder says of a run (or of a reference run)."""
    reference = folder / "baseline-runs"
    run = out / f"run-{task}.csv"
    call = [sys.executable, folder / "score.py", "--data", folder, "--task", task, "--json", "--pred"]
    if baseline and out == reference:
        call.append(reference / f"{baseline}_{task}.csv")
    else:
        call += [run, *(["--baseline", reference / f"{baseline}_{task}.csv"] if baseline else [])]
    done = subprocess.run([str(part) for part in call], capture_output=True, text=True, check=True)  # noqa: S603
    return json.loads(done.stdout)


def tell(folder: Path, out: Path) -> None:
    """The table: this run, the reference runs, and the paired difference to the stronger of them."""
    if not (folder / "score.py").exists() or not (folder / "truth_a.csv").exists():
        print("no answers in the folder: the runs are written, nothing is judged")
        return
    print(
        f"\n{'task':<5}{'run':<18}{'NDCG@10':<24}{'Recall@20':<11}{'MRR':<8}{'coverage':<10}{'small regions':<14}"
    )
    for task in "abc":
        for name in BASELINES:
            line(task, name, judged(folder, folder / "baseline-runs", task, baseline=name))
        found = judged(folder, out, task, baseline=BASELINES[-1])
        line(task, "portal", found)
        print(f"     difference to {BASELINES[-1]}: {interval(found['difference_ndcg@10'], sign='+')}")


def line(task: str, name: str, found: dict) -> None:
    small = found.get("small_region_exposure")
    print(
        f"{task:<5}{name:<18}{interval(found['ndcg@10']):<24}{found['recall@20']['mean']:<11.3f}"
        f"{found['mrr@100']['mean']:<8.3f}{found['coverage@20']:<10.2f}{'' if small is None else f'{small:.2f}'}"
    )


def interval(found: dict, sign: str = "") -> str:
    return f"{found['mean']:{sign}.4f} [{found['lo95']:{sign}.4f}, {found['hi95']:{sign}.4f}]"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=os.environ.get("MATCHING_DATA"))
    parser.add_argument("--out", type=Path, default=LOCAL / "matching")
    parser.add_argument("--labels", type=int, help="answered lists a task to learn from; all unless given")
    asked = parser.parse_args()
    if not asked.data:
        print("matching: skipped, no data: set MATCHING_DATA or pass --data")
        return
    deals = Deals(Path(asked.data))
    weights = learned(deals, labels=asked.labels)
    for name, points in (("projects", weights.to_projects), ("investors", weights.to_investors)):
        print(
            f"to {name}:", ", ".join(f"{key} {value:.1f}" for key, value in points.items() if value >= 0.05)
        )
    write(ranked(deals, weights), asked.out)
    tell(deals.folder, asked.out)


if __name__ == "__main__":
    main()
