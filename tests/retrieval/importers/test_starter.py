"""Our own cards: what a file says, what is refused."""

from pathlib import Path

import pytest

from retrieval.importers import BadLine, CatalogueError, read_cards
from retrieval.procedure import Aspect, Procedure

CARD = """- code: "1.000001"
  name: Thủ tục thử
  plain_name: Làm giấy thử
  decision: 1/QĐ-BTP
  levels: [xã]
  snapshot: 2026-07-01
  checked: 2026-11-22
  source: bản ghi thử
  methods:
    - channel: trực tuyến
      duration: {value: 1, unit: không ghi đơn vị, text: ""}
      fees: [{amount: 0, note: "Mức cụ thể do Hội đồng nhân dân quyết định", certain: true}]
  document_groups:
    - case: null
      documents: [{name: Tờ khai mẫu CT01}, {name: Ghi rõ họ tên, originals: 0}]
  summaries: {fee: "Theo quy định."}
  questions: [làm giấy thử ở đâu]
"""


def test_a_card_becomes_a_procedure_with_its_plain_words(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(CARD, encoding="utf-8")
    (procedure,) = read_cards(tmp_path / "a.yml")
    assert isinstance(procedure, Procedure)
    assert procedure.card is not None
    assert procedure.card.name == "Làm giấy thử"
    assert procedure.card.summaries[Aspect.FEE] == "Theo quy định."
    assert procedure.document_groups[0].documents[0].form == "CT01"
    assert procedure.document_groups[0].notes == ("Ghi rõ họ tên",)


def test_a_card_cannot_call_a_fee_certain_that_its_note_leaves_open(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(CARD, encoding="utf-8")
    (procedure,) = read_cards(tmp_path / "a.yml")
    assert isinstance(procedure, Procedure)
    assert not procedure.methods[0].fees[0].certain


def test_a_wrong_card_is_told_with_its_line_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("- code: x\n  name: y\n" + CARD, encoding="utf-8")
    bad, good = read_cards(tmp_path / "a.yml")
    assert isinstance(bad, BadLine)
    assert bad.number == 1
    assert isinstance(good, Procedure)


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("code: x\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="expected a YAML list"):
        list(read_cards(tmp_path / "a.yml"))
