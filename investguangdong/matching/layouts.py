"""In which order a version of the model keeps what it found of a pair: a match stores bare numbers, and the
names and points come from its version. Versions never change once they are used, so each is read once."""

from dataclasses import dataclass

from investguangdong.matching.gates import GATES
from investguangdong.matching.models.score_model import ScoreModel
from investguangdong.matching.scoring import Part
from investguangdong.matching.weights import DEFAULT, SIGNALS, written

_known: dict[str, "Layout"] = {}


@dataclass(frozen=True)
class Layout:
    """`points` and `priors` are {signal: number}; a signal the version did not have is absent."""

    signals: tuple[str, ...]
    gates: tuple[str, ...]
    points: dict[str, float]
    priors: dict[str, float]


def layout_of(version: str) -> Layout:
    if version not in _known:
        _known[version] = read_layout(version)
    return _known[version]


def read_layout(version: str) -> Layout:
    row = ScoreModel.objects.filter(version=version).first()
    if row is None:
        return laid_out(SIGNALS, GATES, written(DEFAULT))
    return laid_out(row.signals, row.gates, row.weights)


def laid_out(signals, gates, weights: dict) -> Layout:
    points = weights.get("to_projects") or weights["points"]  # the first versions knew one direction
    return Layout(tuple(signals), tuple(gates), points, weights["priors"])


def forget() -> None:
    _known.clear()


def parts_of(values, averages, layout: Layout) -> list[Part]:
    """The sum that the score is, part by part."""
    means = averages or [layout.priors.get(signal, 0.5) for signal in layout.signals]
    return [
        Part(
            signal=signal,
            points=layout.points.get(signal, 0.0),
            value=layout.priors.get(signal, 0.5) if value is None else value,
            average=mean,
            is_known=value is not None,
        )
        for signal, value, mean in zip(layout.signals, values, means, strict=False)
    ]
