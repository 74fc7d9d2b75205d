"""A paper that is torn or broken rather than lost, asked about after a lost one."""

import pytest

from tests.actions.conftest import BIRTH, Caller, Shelf

PLATE_AGAIN, PLATE_CHANGED = "1.013080", "1.013079"
CARD_AGAIN, CARD_CHANGED = "1.014064", "1.014063"


@pytest.fixture
def found(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Whatever is searched, the two procedures for a plate and for an identity card are found."""
    monkeypatch.setattr(
        shelf, "results", _Everything(("choices", [PLATE_AGAIN, PLATE_CHANGED, CARD_AGAIN, CARD_CHANGED]))
    )
    return shelf


class _Everything(dict[str, tuple[str, list[str]]]):
    def __init__(self, result: tuple[str, list[str]]) -> None:
        super().__init__()
        self._result = result

    def get(self, key: str, default: object = None) -> tuple[str, list[str]]:
        return self._result


@pytest.mark.parametrize(
    "text",
    ["còn giấy xe bị rách chứ không phải mất thì sao", "ca vet no bi mo chu thoi chua co mat thi sao"],
)
async def test_a_damaged_paper_is_exchanged(bare_call: Caller, found: Shelf, text: str) -> None:
    said = await bare_call("action_find_procedure", text, slots={"procedure_code": PLATE_AGAIN})
    assert said.metadata["procedures"] == [PLATE_CHANGED]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("còn thẻ chỉ bị gãy chứ chưa mất thì sao", CARD_AGAIN),
        ("còn của bé thì sao", PLATE_AGAIN),
        ("con cua be thi sao", PLATE_AGAIN),
        ("còn giấy khai sinh bị rách thì sao", BIRTH),
    ],
)
async def test_where_the_record_takes_damaged_papers_too_or_nothing_is_damaged_it_stays(
    bare_call: Caller, found: Shelf, text: str, code: str
) -> None:
    said = await bare_call("action_answer_aspect", text, slots={"procedure_code": code})
    assert not {PLATE_CHANGED, CARD_CHANGED} & set(said.metadata["procedures"][:1])
