import pytest

from investguangdong.projects.searchtext import lexemes_of, normal, terms_of


def test_chinese_becomes_overlapping_pairs_with_positions():
    assert lexemes_of([("A", "新能源")]) == "'新能':1A '能源':2A '源':3A"


def test_traditional_and_hong_kong_words_meet_simplified():
    assert normal("機器人") == normal("机器人") == normal("機械人")
    assert normal("頻寬") == normal("带宽")


def test_latin_words_lose_case_and_accents():
    assert lexemes_of([("B", "Indústria Eólica")]) == "'industria':1B 'eolica':2B"


def test_texts_of_different_fields_do_not_touch():
    assert lexemes_of([("A", "汽"), ("B", "车")]) == "'汽':1A '车':5B"


def test_several_characters_are_asked_for_one_after_the_other():
    assert [term.exact for term in terms_of("新能源汽车")] == ["'新能' <-> '能源' <-> '源汽' <-> '汽车'"]


def test_one_character_is_found_by_its_beginning():
    assert [term.exact for term in terms_of("车")] == ["'车':*"]


def test_stop_words_count_only_when_alone():
    assert [term.stem for term in terms_of("the port of Zhuhai")] == ["port", "zhuhai"]
    assert [term.stem for term in terms_of("de")] == ["de"]


@pytest.mark.parametrize("text", ["", "   ", "!?&|<->:*", "'", "\\"])
def test_text_without_words_asks_for_nothing(text):
    assert terms_of(text) == []


def test_quotes_and_operators_stay_words():
    assert [term.exact for term in terms_of("K'Brien & (x | y):*")] == ["'k'", "'brien'", "'x'", "'y'"]
