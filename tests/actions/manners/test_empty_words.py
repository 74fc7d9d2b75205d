"""Messages that say nothing, told from short ones that do."""

from pathlib import Path

import pytest

from actions.manners.empty_words import EmptyWordsError, empty_words, says_nothing


@pytest.mark.parametrize(
    "text", ["thì cái hồi bữa đó", "cai do a", "cái kia kìa, mần sao", "qwrt zxcvb zzz", "ủa là sao ta"]
)
def test_pronouns_particles_and_keys_hit_at_random_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "ờ",
        "vậy thôi",
        "em ơi",
        "haha hihi",
        "bạn khỏe không",
        "trời mưa quá",
        "hồi bữa 12/5",
        "google",
        "/help",
        "",
    ],
)
def test_short_messages_that_say_something_are_left_alone(text: str) -> None:
    assert not says_nothing(text)


def test_a_wrong_file_names_itself(tmp_path: Path) -> None:
    file = tmp_path / "empty.yml"
    file.write_text("empty: a b\n", encoding="utf-8")
    with pytest.raises(EmptyWordsError, match=r"empty.yml"):
        empty_words(file)
