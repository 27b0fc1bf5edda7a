"""Golden pairs against the model: gate, band and first reason, the reason in four languages."""

import csv
from dataclasses import asdict
from pathlib import Path

import pytest

from investguangdong.core import languages
from investguangdong.core.languages import with_language
from investguangdong.matching.scoring import result_of, score_many
from investguangdong.matching.table import Table
from investguangdong.matching.weights import DEFAULT
from investguangdong.matching.wording import sentence
from tests.matching.golden import BANDS, DISPUTED, NEAR, PAIRS, SAID
from tests.matching.golden_market import LISTINGS, MANDATES, NEIGHBOURS

DATA = Path(__file__).resolve().parent.parent.parent / "data"
TABLE = Table(list(LISTINGS.values()))
PLACE = {row.code: at for at, row in enumerate(TABLE.projects)}
MODEL = {"neighbours": NEIGHBOURS, "weights": DEFAULT}
SCORES = {name: score_many(mandate, TABLE, **MODEL) for name, mandate in MANDATES.items()}
COLUMNS = {"en": "name_en", "zh-hans": "name_zh", "zh-hant": "name_zh_hant", "pt": "name_pt"}


class BookNames:
    """Names as the reference data has them, without a database."""

    def __init__(self):
        self.rows = {}
        for row in read("terms/sector_lenses.csv"):
            self.rows[row["lens"]] = {code: row[column] for code, column in COLUMNS.items()}
        for row in read("cities.csv"):
            chinese = {"zh-hans": row["name_zh_hans"], "zh-hant": row["name_zh_hant"]}
            slug = row["name_en"].lower().replace(" ", "-")
            self.rows[slug] = {"en": row["name_en"], "pt": row["name_en"], **chinese}

    def __getitem__(self, slug):
        return self.rows[slug][languages.current()]


def read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def result(pair):
    mandate = MANDATES[pair.mandate]
    return result_of(PLACE[pair.listing], SCORES[pair.mandate], mandate, TABLE, **MODEL)


def test_there_are_forty_pairs_and_every_band_and_gate_is_among_them():
    assert len({(pair.mandate, pair.listing) for pair in PAIRS}) == len(PAIRS) >= 40
    assert {pair.band for pair in PAIRS} == {*BANDS, ""}
    assert {pair.gate for pair in PAIRS} == {"pass", "fail", "unknown"}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.mandate}-{pair.listing}")
def test_golden_pair_has_its_gate_and_its_band(pair):
    found = result(pair)
    assert found.gate == pair.gate, [name for name, word in found.gates.items() if word != "pass"]
    if pair.band:
        key = (pair.mandate, pair.listing)
        low, high = BANDS[DISPUTED.get(key, pair.band)]
        assert low - NEAR.get(key, 0) <= found.score < high + NEAR.get(key, 0)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.mandate}-{pair.listing}")
def test_golden_pair_says_first_what_counts_most_in_four_languages(pair):
    found, names = result(pair), BookNames()
    said = {}
    for language in languages.LANGUAGES:
        with with_language(language):
            said[language] = sentence(asdict(found.reasons[0]), names).text if found.reasons else ""
    assert said == (SAID[pair.first] if pair.first else dict.fromkeys(languages.LANGUAGES, ""))
