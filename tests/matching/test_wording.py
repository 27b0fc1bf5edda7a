"""Sentences: said to every reader in every language, from each reader's point of view."""

import re
from pathlib import Path

import pytest

from investguangdong.core.languages import LANGUAGES, with_language
from investguangdong.matching import raising, reasons
from investguangdong.matching.change_sentences import CHANGES
from investguangdong.matching.choices import Reader
from investguangdong.matching.gates import GATES
from investguangdong.matching.sentences import GATES as GATE_NAMES
from investguangdong.matching.sentences import SENTENCES, SIGNAL_NAMES, WITHOUT_FIGURES
from investguangdong.matching.weights import GROUPS, SIGNALS
from investguangdong.matching.wording import sentence, shown

EURO = {"low": "1000000", "high": None, "currency": "EUR"}
YUAN = {"low": None, "high": "9000000", "currency": "CNY"}
PARAMS = {
    "sectors": ["a"], "asked": ["b", "c"], "clusters": ["x"], "modes": ["joint_venture"], "mode": "ppp", "stage": 2,
    "wished": 4, "mine": EURO, "theirs": YUAN, "theirs_about": EURO, "mine_about": YUAN, "city": "shenzhen",
    "limit": {"amount": "80000000", "currency": "USD"}, "wanted": "zhuhai", "offered": "a", "main": "b",
    "sector": "a",
    "things": ["water", "irr"], "km": 12, "needed": 4.5, "has": 8.0, "readiness": 80, "count": 2, "on": "2027-06-01",
    "from": "2027-06-01", "to": "2027-06-01",
}  # fmt: skip


class Plain(dict):
    """Names that are their slugs."""

    def __missing__(self, slug):
        return slug


@pytest.mark.parametrize("reader", Reader.values)
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_said(reader, language):
    with with_language(language):
        params = shown(PARAMS, Plain(), reader)
        for code, said in {**SENTENCES, **WITHOUT_FIGURES, **CHANGES}.items():
            text = said.to(reader) % params
            assert text, (reader, language, code)
            assert "%(" not in text


def test_officers_never_read_of_you_where_the_investor_is_meant():
    with with_language("en"):
        for code, said in {**SENTENCES, **CHANGES}.items():
            assert not re.search(r"\b(you|your|You|Your)\b", str(said.to(Reader.OFFICER))), code
            spoken_of = re.search(
                r"\b[Yy]our (listing|project)\b|\b[Yy]ou check\b", str(said.to(Reader.PROMOTER))
            )
            assert spoken_of or not re.search(r"\b[Yy]ou", str(said.to(Reader.PROMOTER))), code


def test_each_side_reads_the_amount_of_the_other_in_its_own_currency():
    finding = {"code": "amount.larger", "signal": "amount", "verdict": "clashes", "params": PARAMS}
    with with_language("en"):
        to_investor = sentence(finding, Plain(), Reader.INVESTOR).text
        to_officer = sentence(finding, Plain(), Reader.OFFICER).text
    assert to_investor.count("(about") == to_officer.count("(about") == 1
    assert to_investor.index("(about") < to_investor.index("you have")
    assert to_officer.endswith("(about up to CNY 9 million).")


def test_what_is_not_known_says_whose_turn_it_is():
    you = {"code": "amount.unknown_you", "signal": "amount", "verdict": "unknown", "params": {}}
    they = {"code": "amount.unknown_they", "signal": "amount", "verdict": "unknown", "params": {}}
    with with_language("en"):
        turns = [
            (said.turn, said.is_mine, said.step)
            for finding in (you, they)
            for said in (sentence(finding, Plain(), reader) for reader in Reader.values)
        ]
    assert turns == [
        ("Your turn", True, 2),
        ("The investor's turn", False, 2),
        ("The investor's turn", False, 2),
        ("The project's turn", False, None),
        ("Your turn", True, None),
        ("The project's turn", False, None),
    ]


def test_every_signal_has_its_topic_its_group_and_its_name():
    in_topics = {signal for signals in reasons.TOPICS.values() for signal in signals}
    in_groups = [signal for signals in GROUPS.values() for signal in signals]
    assert in_topics == set(in_groups) == set(SIGNALS) == set(SIGNAL_NAMES)
    assert sorted(in_groups) == sorted(SIGNALS)
    assert set(reasons.TOPICS) == set(reasons.SPEAKERS)
    assert set(GATE_NAMES) == set(GATES)


def test_every_code_has_its_words():
    """Codes stand in the source as they are built: `says("wanted")` of the topic sector is `sector.wanted`."""
    source = Path(raising.__file__).read_text()
    changes = set(re.findall(r'"([a-z]+\.[a-z]+)"', source)) | {
        f"{name}.{verb}"
        for name in ("land", "power")
        for verb in re.findall(r'f"\{name\}\.([a-z]+)"', source)
    }
    assert changes == set(CHANGES)
