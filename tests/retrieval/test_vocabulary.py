"""The word lists are whole, and a mistake in one is told with file and line."""

from pathlib import Path

import pytest

from retrieval import vocabulary
from retrieval.city import city_rules
from retrieval.vocabulary import LexiconError, deeds, popularity, qualifiers, synonyms


def test_the_everyday_words_are_many_and_have_a_scope() -> None:
    found = [one for group in synonyms().values() for one in group]
    assert len(found) >= 250
    assert all(one.scope and one.means for one in found)


def test_the_longest_everyday_phrase_comes_first() -> None:
    for group in synonyms().values():
        assert [len(one.key) for one in group] == sorted((len(one.key) for one in group), reverse=True)


def test_qualifiers_and_popularity_are_read() -> None:
    assert all(0 < one.weight <= 1 for one in qualifiers())
    assert set(popularity().values()) == {1, 2, 3}


def test_a_wrong_line_names_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "popularity.tsv").write_text("1.001193\t3\n1.001193\tfünf\n", encoding="utf-8")
    monkeypatch.setattr(vocabulary, "LEXICON", tmp_path)
    popularity.cache_clear()
    with pytest.raises(LexiconError, match=r"popularity\.tsv:2"):
        popularity()
    popularity.cache_clear()


def test_a_wrong_deed_names_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "deeds.yml").write_text(
        "- {said: [sao y], name: [chứng thực], weight: 3}\n", encoding="utf-8"
    )
    monkeypatch.setattr(vocabulary, "LEXICON", tmp_path)
    deeds.cache_clear()
    with pytest.raises(LexiconError, match=r"deeds\.yml:1"):
        deeds()
    deeds.cache_clear()


def test_a_wrong_city_rule_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rules.yml"
    path.write_text("- id: x\n  text: y\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"rules\.yml:1"):
        city_rules(path)


def test_every_city_rule_names_its_source_and_day() -> None:
    assert all(rule.source and rule.link.startswith("https://") and rule.date for rule in city_rules().rules)
