"""A million listings against two thousand, a search against the list, page 500 against page 1 (G4, G5, G8, G12)."""

import os
import re
from itertools import cycle, islice

from benchmarks._addresses import BROAD, CHINESE, FACETS, LIST, RARE, RENDERED, details
from benchmarks._database import LARGE, SMALL, name_of, running
from benchmarks._report import Report, report
from benchmarks._servers import Page, Server, measure, portal

DEEP = 500
MANY = int(os.environ.get("BENCH_REQUESTS", "10000"))
NEXT = re.compile(rb'<a[^>]*rel="next"[^>]*href="([^"]+)"|<a[^>]*href="([^"]+)"[^>]*rel="next"')


def growth(told: Report, small: Server, large: Server) -> None:
    pages = []
    for server, size in ((small, SMALL), (large, LARGE)):
        pages += [
            Page(f"list {size}", server, LIST, RENDERED),
            Page(f"facet {size}", server, FACETS, RENDERED),
            Page(f"detail {size}", server, details(size), RENDERED),
        ]
    costs = measure(pages)
    for name, cost in costs.items():
        told.tell(name, cost.as_dict())
    for page in ("list", "facet", "detail"):
        ratio = costs[f"{page} {LARGE}"].cpu / costs[f"{page} {SMALL}"].cpu
        told.judge(f"G4 {page}, {LARGE} ÷ {SMALL}", ratio, 1.3)


def searches(told: Report, large: Server) -> None:
    costs = measure(
        [
            Page("list", large, LIST, RENDERED),
            Page("search, broad", large, BROAD, RENDERED),
            Page("search, rare", large, RARE, RENDERED),
            Page("search, Chinese", large, CHINESE, RENDERED),
        ]
    )
    for name, cost in costs.items():
        told.tell(name, cost.as_dict())
    for kind, goal in (("broad", 2), ("rare", 5), ("Chinese", 8)):
        told.judge(f"G5 search, {kind} ÷ list", costs[f"search, {kind}"].cpu / costs["list"].cpu, goal)


def address_of_page(server: Server, number: int) -> str:
    """Numbered to 50, from there along the links a reader would follow."""
    address = "/en/projects/?page=50"
    for _page in range(number - 50):
        found = NEXT.search(server.get(address, **dict(RENDERED))[1])
        link = (found[1] or found[2]).decode().replace("&amp;", "&")
        address = link if link.startswith("/") else f"/en/projects/{link}"
    return address


def deep_pages(told: Report, large: Server) -> None:
    deep = address_of_page(large, DEEP)
    costs = measure(
        [Page("page 1", large, LIST, RENDERED), Page(f"page {DEEP}", large, (deep,), RENDERED)], requests=40
    )
    for name, cost in costs.items():
        told.tell(name, cost.as_dict())
    told.judge(f"G8 page {DEEP} ÷ page 1", costs[f"page {DEEP}"].cpu / costs["page 1"].cpu, 2)


def memory(told: Report, large: Server) -> None:
    """Of the workers after what was measured above, then after many requests more."""
    before = max(large.resident())
    addresses = LIST + FACETS + BROAD + RARE + CHINESE + details(LARGE)
    for address in islice(cycle(addresses), MANY):
        large.get(address)
    after = max(large.resident())
    told.judge("G12 resident, MB a worker", after, 110, margin=1)
    told.judge(f"G12 growth over {MANY} requests, MB", after - before, 10, margin=1)


def main() -> None:
    told = report("growth")
    with running():
        if not told.needs(SMALL, LARGE):
            return
        with portal(name_of(SMALL)) as small, portal(name_of(LARGE)) as large:
            growth(told, small, large)
            searches(told, large)
            deep_pages(told, large)
            memory(told, large)
    told.end()


if __name__ == "__main__":
    main()
