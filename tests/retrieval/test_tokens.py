"""Tokens of the own encoder."""

from retrieval.tokens import as_tokens, fine_tokens_of, is_accented, plain_tokens_of, tokens_of


def test_a_text_gives_syllables_pairs_accented_words_and_runs_of_letters() -> None:
    assert tokens_of("Sổ đỏ") == ["so", "do", "so_do", "=sổ", "=đỏ", "=sổ_đỏ", "#so_d", "#o_do"]
    assert plain_tokens_of("Sổ đỏ") + fine_tokens_of("Sổ đỏ") == tokens_of("Sổ đỏ")


def test_what_is_typed_without_accents_has_no_accented_token() -> None:
    assert not any(map(is_accented, tokens_of("lam so do")))
    assert set(tokens_of("lam so do")) < set(tokens_of("làm sổ đỏ"))


def test_old_tone_places_and_teencode_are_read_as_todays_words() -> None:
    assert tokens_of("hoà giải đc ko") == tokens_of("hòa giải được không")


def test_tokens_hold_no_blank() -> None:
    assert as_tokens("đơn CT01, mẫu 2").split(" ") == tokens_of("đơn CT01, mẫu 2")
    assert tokens_of("") == []
