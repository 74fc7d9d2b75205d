import json

import pytest
from typer.testing import CliRunner

from api.cli.evaluate import app
from evaluation.complaints.command import evaluate

LINES = [
    {
        "id": "a",
        "text": "Rác chất đống ở phường Bình Thạnh",
        "field": "rac_ve_sinh",
        "place": "phường Bình Thạnh",
        "unit": "26929",
        "handler": "UBND_XA",
        "urgent": "none",
        "legal_kind": "phan_anh",
    },
    {
        "id": "b",
        "text": "cháy nhà rồi cứu với",
        "field": "pccc",
        "place": None,
        "unit": None,
        "handler": "CA_TP_PCCC",
        "urgent": "emergency_114",
        "legal_kind": "phan_anh",
    },
    {
        "id": "c",
        "text": "Tôi khiếu nại quyết định thu hồi đất số 12 của ủy ban",
        "field": "dat_dai_quy_hoach",
        "handler": "SO_NNMT",
        "urgent": "none",
        "legal_kind": "khieu_nai",
    },
]


@pytest.fixture
def complaints(tmp_path):
    path = tmp_path / "complaints.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    return path


def test_the_product_s_own_functions_are_measured(complaints):
    figures = evaluate(complaints)
    assert figures.n == 3
    assert figures.field_top1 == figures.handler_top1 == figures.unit_accuracy == 1.0
    assert figures.emergency_recall == figures.emergency_precision == figures.legal_kind_accuracy == 1.0


def test_the_figures_are_printed_as_json_or_as_a_vietnamese_table(complaints):
    result = CliRunner().invoke(app, ["complaints", "--complaints", str(complaints), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["n"] == 3
    table = CliRunner().invoke(app, ["complaints", "--complaints", str(complaints)])
    assert "Hiểu phản ánh: 3 dòng" in table.stdout


@pytest.mark.parametrize(
    "broken", [{"field": "rác"}, {"unit": "1"}, {"urgent": "sometimes"}, {"legal_kind": None}]
)
def test_a_wrong_line_is_named(complaints, broken):
    complaints.write_text(
        "\n".join(json.dumps(line) for line in (LINES[0], LINES[0] | broken)), encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["complaints", "--complaints", str(complaints)])
    assert result.exit_code == 2
    assert "Tệp phản ánh complaints.jsonl sai ở dòng 2." in result.stderr
    assert f"{next(iter(broken))}:" in result.stderr.replace("\n", "")


def test_a_missing_file_is_said(tmp_path):
    result = CliRunner().invoke(app, ["complaints", "--complaints", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 2
    assert "không đọc được" in result.stderr
