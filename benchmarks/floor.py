"""The list page against the same work without a portal around it; the middleware against none (G1, G14)."""

from benchmarks._addresses import LIST, RENDERED
from benchmarks._database import SMALL, name_of, running
from benchmarks._middleware import stack
from benchmarks._report import report
from benchmarks._servers import Page, floor, measure, portal


def pages() -> None:
    told = report("floor")
    with running():
        if not told.needs(SMALL):
            return
        with portal(name_of(SMALL)) as ours, floor() as bare:
            costs = measure(
                [
                    Page("plain text", bare, ("/plain",)),
                    Page("floor", bare, ("/page",)),
                    Page("list, rendered", ours, LIST, RENDERED),
                    Page("list, from the page cache", ours, LIST),
                ]
            )
    for name, cost in costs.items():
        told.tell(name, cost.as_dict())
    told.judge("G1 list, rendered ÷ floor", costs["list, rendered"].cpu / costs["floor"].cpu, 2.0)
    for name, milliseconds, goal in stack():
        told.judge(f"G14 {name}, ms", milliseconds, goal)
    told.end()


if __name__ == "__main__":
    pages()
