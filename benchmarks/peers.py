"""The same texts in plain Wagtail and here: requests that one second of CPU serves (G2, G3)."""

import statistics
from urllib.parse import quote

from benchmarks._addresses import LIST, RENDERED
from benchmarks._database import MIDDLE, SMALL, filled_at_least, name_of, running
from benchmarks._report import Report, report
from benchmarks._servers import Page, measure, portal
from benchmarks._wagtail import is_ready, wagtail

WORDS = ("battery", "lidar", "plant")


def lists(told: Report) -> None:
    with portal(name_of(SMALL)) as ours, wagtail(SMALL) as theirs:
        costs = measure(
            [
                Page("list", ours, LIST),
                Page("list, rendered", ours, LIST, RENDERED),
                Page("list, Wagtail", theirs, ("/",)),
            ]
        )
    for name, cost in costs.items():
        told.tell(name, cost.as_dict())
    theirs = costs["list, Wagtail"].cpu
    told.tell(
        "list: requests a CPU second ÷ Wagtail's, page cache off",
        round(theirs / costs["list, rendered"].cpu, 1),
    )
    told.judge("G2 list: requests a CPU second ÷ Wagtail's", theirs / costs["list"].cpu, 8, at_least=True)


def searches(told: Report) -> None:
    """Medians of the wall clock and of CPU over several words, past our cache of whole pages."""
    ours_size = filled_at_least(MIDDLE)
    told.tell("search: listings here, pages there", (ours_size, MIDDLE))
    with portal(name_of(ours_size)) as ours, wagtail(MIDDLE) as theirs:
        pages = [Page(f"{word}, here", ours, (f"/en/projects/?q={quote(word)}",), RENDERED) for word in WORDS]
        pages += [Page(f"{word}, Wagtail", theirs, (f"/search/?query={quote(word)}",)) for word in WORDS]
        costs = measure(pages, rounds=3, requests=8)
    for name, cost in costs.items():
        told.tell(f"search {name}", cost.as_dict())
    ratios = [costs[f"{word}, Wagtail"].cpu / costs[f"{word}, here"].cpu for word in WORDS]
    told.tell("search: ratio of each word", dict(zip(WORDS, (round(r, 1) for r in ratios), strict=True)))
    told.judge("G3 search: requests a CPU second ÷ Wagtail's", statistics.median(ratios), 20, at_least=True)


def main() -> None:
    told = report("peers")
    with running():
        for size, compare in ((SMALL, lists), (MIDDLE, searches)):
            if filled_at_least(size) is None:
                told.needs(size)
            elif is_ready(size):
                compare(told)
            else:
                told.tell(f"skipped at {size}", "no Wagtail: make bench-peers")
    told.end()


if __name__ == "__main__":
    main()
