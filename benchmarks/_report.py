"""Figures beside their goals: printed, kept as JSON, and an exit code."""

import json
import sys
from dataclasses import dataclass, field

from benchmarks._database import LOCAL, is_filled

MARGIN = 1.25  # of a ratio of CPU times; counts and bytes have none


@dataclass
class Report:
    """`goal` is an upper bound unless `at_least` is set."""

    name: str
    figures: dict = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    def tell(self, label: str, value) -> None:
        self.figures[label] = value
        print(f"  {label:<58} {value}", flush=True)

    def judge(self, label: str, value: float, goal: float, *, at_least: bool = False, margin=MARGIN) -> None:
        allowed = goal / margin if at_least else goal * margin
        is_met = value >= allowed if at_least else value <= allowed
        sign = "≥" if at_least else "≤"
        word = "met" if (value >= goal if at_least else value <= goal) else "close" if is_met else "MISSED"
        self.tell(label, f"{value:.3g} (goal {sign} {goal:g}: {word})")
        if not is_met:
            self.missed.append(label)

    def needs(self, *sizes: int) -> bool:
        """Whether the databases are there; if not, says how to bring them."""
        absent = [str(size) for size in sizes if not is_filled(size)]
        if absent:
            self.tell("skipped", f'no data: make bench-data PROJECTS="{" ".join(absent)}"')
        return not absent

    def end(self) -> None:
        LOCAL.mkdir(parents=True, exist_ok=True)
        path = LOCAL / f"{self.name}.json"
        content = {"figures": self.figures, "missed": self.missed}
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
        if self.missed:
            sys.exit(f"{self.name}: missed {', '.join(self.missed)}")


def report(name: str) -> Report:
    print(f"\n{name}", flush=True)
    return Report(name)
