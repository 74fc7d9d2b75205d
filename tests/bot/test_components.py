"""The graph components, in Rasa's own environment."""

import json
import os
import subprocess
import unicodedata
from pathlib import Path

import pytest

from api.bootstrap.artefacts import rasa_environment
from tests.conftest import PROJECT_ROOT

pytestmark = pytest.mark.dialogue


@pytest.fixture(scope="module")
def probe(bot_python):
    process = subprocess.Popen(
        [str(bot_python), str(Path(__file__).parent / "component_probe.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=PROJECT_ROOT,
        env={**os.environ, **rasa_environment()},
    )

    def ask(what, value):
        process.stdin.write(json.dumps({"what": what, "value": value}) + "\n")
        process.stdin.flush()
        return next(json.loads(line[2:]) for line in process.stdout if line.startswith("> "))

    with process:
        yield ask
        process.stdin.close()


def words(found):
    return [(text, lemma) for text, lemma, _, _ in found if not text.startswith("_")]


def test_a_token_keeps_its_accents_and_its_lemma_has_none(probe):
    assert words(probe("tokens", "Đăng ký tạm trú")) == [
        ("đăng", "dang"),
        ("ký", "ky"),
        ("tạm", "tam"),
        ("trú", "tru"),
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("em tên Huy, thôi hủy đi", ["em", "tên", "thôi", "hủy", "đi"]),
        ("chị Hủy đây", ["chị", "đây"]),
        ("a Huy phan anh", ["a", "phan", "anh"]),
        ("huy giup em", ["huy", "giup", "em"]),
        ("em tên Lan", ["em", "tên", "lan"]),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_that_reads_like_a_command_is_no_token(probe, form, text, left):
    assert [text for text, _ in words(probe("tokens", unicodedata.normalize(form, text)))] == left


def test_decomposed_letters_give_the_same_tokens(probe):
    text = "thủ tục hoà giải"
    assert probe("tokens", unicodedata.normalize("NFD", text)) == probe("tokens", text)


def test_teencode_is_written_out_where_it_stands(probe):
    found = [token for token in probe("tokens", "lm hs j") if not token[0].startswith("_")]
    assert [(text, start, end) for text, _, start, end in found] == [
        ("làm", 0, 2),
        ("hồ", 3, 5),
        ("sơ", 3, 5),
        ("gì", 6, 7),
    ]


def test_what_is_short_only_together_is_written_out_where_it_stands(probe):
    found = [token for token in probe("tokens", "a, tg gq?") if not token[0].startswith("_")]
    assert [(text, start, end) for text, _, start, end in found][1:5] == [
        (word, 3, 8) for word in ("thời", "gian", "giải", "quyết")
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("H29.33-240527-0001", "madossier"),
        ("h29 33 240527", "madossier"),
        ("PA-260930-7KX2M", "mafeedback"),
        ("0903123456", "sodienthoai"),
        ("⟨sđt1⟩", "sodienthoai"),
        ("⟨cccd2⟩", "socancuoc"),
        ("⟨email1⟩", "diachiemail"),
    ],
)
def test_one_word_stands_for_every_code_of_a_kind(probe, text, word):
    assert words(probe("tokens", f"mã {text} nha")) == [("mã", "ma"), (word, word), ("nha", "nha")]


@pytest.mark.parametrize("text", ["", "...", "   "])
def test_a_message_without_words_still_has_tokens(probe, text):
    assert probe("tokens", text)


def test_entities_have_canonical_values_and_their_place(probe):
    text = "hồ sơ h29 33 240527 0001, gọi 0903.123.456 hay ⟨sđt1⟩"
    found = [
        (entity["entity"], entity["value"], text[entity["start"] : entity["end"]])
        for entity in probe("entities", text)
    ]
    assert found == [
        ("dossier_code", "H29.33-240527-0001", "h29 33 240527 0001"),
        ("phone", "0903123456", "0903.123.456"),
        ("phone", "⟨sđt1⟩", "⟨sđt1⟩"),
    ]


def test_a_unit_is_an_entity_by_its_code_and_an_ambiguous_name_is_none(probe):
    assert [entity["value"] for entity in probe("entities", "đèn hư ở phường Bến Thành")] == ["26743"]
    assert probe("entities", "ở quận Gò Vấp") == []


def test_an_action_s_answer_is_checked(probe):
    assert (
        probe(
            "result",
            {"events": [{"event": "slot", "name": "x", "value": "y"}], "responses": [{"text": "dạ"}]},
        )
        is True
    )
    assert "is not of type" in probe("result", {"events": [], "responses": "dạ"})
    assert probe("result", {"events": [{"event": "no such event"}], "responses": []}) is not True
    assert (
        probe("result", {"events": [{"event": "slot", "name": 1, "value": 2}], "responses": []}) is not True
    )
    assert probe("result", {"events": [{"event": "active_loop", "name": None}], "responses": []}) is True
    assert probe("result", {"events": [], "responses": ["dạ"]}) is not True


def test_events_are_of_the_types_rasa_finds(probe):
    assert probe("event types", None) is True


def test_a_message_has_the_features_it_was_learnt_with(probe):
    learnt = ["làm lại căn cước", "lam lai can cuoc mat", "lệ phí bao nhiêu, bao nhiêu"]
    away, unseen, empty = probe("features", [learnt, "căn cước gì"])
    assert away < 1e-6
    assert (round(unseen, 6), empty) == (1, 0)


def test_rules_about_a_text_are_searched_where_there_are_any(probe):
    by_intent = json.dumps([{"prev_action": {"action_text": "a"}, "user": {"intent": "greet"}}])
    assert probe("texts searched", by_intent) is False
    assert probe("texts searched", json.dumps([{"user": {"text": "chào"}}])) is True


def test_a_node_runs_behind_those_it_needs_and_no_other_runs(probe):
    nodes = {"a": ["message"], "b": ["a"], "c": ["b", "a"], "d": ["c", "b"], "other": ["a"]}
    assert probe("order", [nodes, ["d", "b"]]) == ["a", "b", "c", "d"]


def test_calls_of_the_actions_share_a_connection(probe):
    assert probe("connections", [5, 0]) == 1


def test_a_connection_that_ended_with_its_server_is_made_anew(probe):
    assert probe("connections", [2, 2]) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("đèn hẻm 72 Lê Văn Sỹ tắt từ hôm qua", {"place": "hẻm 72 Lê Văn Sỹ", "date": "-P1D"}),
        ("hồ sơ H29.33-240527-0001 của tui tới đâu", {"dossier_code": "H29.33-240527-0001"}),
        ("nhà có 2 đứa nhỏ học thêm ồn quá", {}),
        ("bị đòi 500k hôm 12/11/2026", {"amount": "500000", "date": "2026-11-12"}),
        ("so 12 duong Tran Phu, sdt 0903 123 456", {"place": "so 12 duong Tran Phu", "phone": "0903123456"}),
    ],
)
def test_places_days_and_amounts_are_entities(probe, text, told):
    assert {one["entity"]: one["value"] for one in probe("entities", text)} == told
