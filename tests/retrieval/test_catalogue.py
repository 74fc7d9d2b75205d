"""Cards laid over records, and what changed between two snapshots."""

from datetime import date

from retrieval.catalogue import diff, overlay, starter
from retrieval.procedure import Aspect, PlainCard, Procedure

DAY = date(2026, 7, 1)


def record(decision: str = "1/QĐ-BTP", **fields: object) -> Procedure:
    return Procedure(code="1.000001", name="Cấp giấy thử", decision=decision, snapshot=DAY, **fields)  # type: ignore[arg-type]


def card(decision: str = "1/QĐ-BTP") -> Procedure:
    plain = PlainCard(
        name="Làm giấy thử",
        questions=("làm giấy thử",),
        summaries={Aspect.FEE: "0 đồng"},
        decision=decision,
        checked=DAY,
        source="bản ghi",
    )
    return record(decision, card=plain)


def test_a_card_is_attached_to_the_record_of_its_code() -> None:
    (laid,) = overlay([record(field="Hộ tịch")], [card()])
    assert laid.field == "Hộ tịch"
    assert laid.card is not None
    assert laid.card.summaries


def test_a_stale_card_keeps_its_questions_and_loses_its_summaries() -> None:
    (laid,) = overlay([record("2/QĐ-BTP")], [card("1/QĐ-BTP")])
    assert laid.card is not None
    assert laid.card.questions == ("làm giấy thử",)
    assert laid.card.summaries == {}


def test_a_card_without_a_record_is_a_procedure_of_its_own() -> None:
    assert overlay([], [card()]) == (card(),)


def test_only_changed_fields_are_told() -> None:
    new = record("2/QĐ-BTP", results=("Giấy mới",)).model_copy(update={"snapshot": date(2026, 8, 1)})
    assert [(change.field, change.before, change.after) for change in diff(record(), new)] == [
        ("decision", "1/QĐ-BTP", "2/QĐ-BTP"),
        ("results", "", "Giấy mới"),
    ]


def test_the_same_record_has_no_change() -> None:
    assert diff(card(), record()) == []


def test_the_starter_catalogue_has_the_procedures_asked_most() -> None:
    procedures = starter()
    assert len(procedures) >= 80
    assert {"1.001193", "1.000894", "1.004222", "1.014064"} <= {one.code for one in procedures}
