"""Whether the answer to a turn is the one expected; where not, what is wrong with it, in Vietnamese."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.agencies import directory
from api.agencies.field_file import UNIT_HOLDING_DOSSIER
from evaluation.dialogues.comparing import gives_away, holds
from evaluation.dialogues.dialogue import ANY, OPTION_RULE, SAME_RULE, Expect, folded_name
from evaluation.dialogues.heard import Heard
from retrieval import places
from retrieval.codes import dossier_codes, feedback_codes

_PROCEDURE, _ASPECT = "procedure_answer", "aspect_answer"


@dataclass(frozen=True)
class Verdict:
    """`reasons` tells everything that does not hold; `unknown` are conditions that could not be judged."""

    reasons: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything held."""
        return not self.reasons


def judge(heard: Heard, expect: Expect, *, before: Heard | None = None) -> Verdict:
    """Return the verdict on `heard`; `before` is what answered the citizen's turn before (for `gold_rule`)."""
    return Verdict(tuple(_reasons(heard, expect, before)), expect.unknown)


def has_kind(heard: Heard, expect: Expect) -> bool:
    """Tell whether one message of the answer is of a kind that is right; without an expected kind any answer is.

    An aspect answer tells about a procedure, so it is a procedure answer too; a procedure answer that tells certain
    aspects is an aspect answer too. Which of the two it is called depends on what was talked about before.
    """
    if not expect.kinds:
        return bool(heard.messages)
    found = set(heard.kinds)
    if _ASPECT in found:
        found.add(_PROCEDURE)
    if _PROCEDURE in found and heard.metadata.aspects:
        found.add(_ASPECT)
    return not found.isdisjoint(expect.kinds)


def _reasons(heard: Heard, expect: Expect, before: Heard | None) -> Iterator[str]:
    if not heard.messages:
        yield "không có trả lời"
        return
    if not has_kind(heard, expect):
        yield f"loại {' + '.join(heard.kinds) or '(không ghi)'}, mong đợi {' | '.join(expect.kinds)}"
    yield from _procedures(heard, expect, before)
    yield from (f"thiếu “{wanted}”" for wanted in expect.must_contain if not holds(heard.seen, wanted))
    yield from (f"không được có “{bad}”" for bad in expect.must_not_contain if gives_away(heard.said, bad))
    yield from _codes(heard, expect)


def _procedures(heard: Heard, expect: Expect, before: Heard | None) -> Iterator[str]:
    """Yield what is wrong with the procedures shown: one of the gold ones has to be among them."""
    shown = heard.metadata.procedures
    wanted = set(expect.gold)
    if wanted and wanted.isdisjoint(shown):
        yield f"thủ tục {', '.join(shown) or '(không có)'}, mong đợi {', '.join(sorted(wanted))}"
    if expect.gold_rule is None:
        return
    earlier = before.metadata.procedures if before else ()
    option = OPTION_RULE.fullmatch(expect.gold_rule)
    if option:
        number = int(option[1])
        right = earlier[number - 1 : number] if number else ()
    else:
        right = earlier if expect.gold_rule == SAME_RULE else ()
    if not right:
        yield f"{expect.gold_rule}: lượt trước không nêu thủ tục nào như vậy"
    elif set(right).isdisjoint(shown):
        yield f"thủ tục {', '.join(shown) or '(không có)'}, mong đợi {', '.join(right)} ({expect.gold_rule})"


def _codes(heard: Heard, expect: Expect) -> Iterator[str]:
    told = heard.metadata
    compared = (
        ("lĩnh vực", told.field, expect.field, same_field),
        ("cơ quan", told.handler, expect.handler, same_handler),
        ("phường, xã", told.unit, expect.unit, same_unit),
        ("mã hồ sơ", told.dossier_code, expect.dossier_code, _same_dossier_code),
        ("mã phản ánh", told.feedback_code, expect.feedback_code, _same_feedback_code),
        ("loại đơn", told.legal_kind, expect.legal_kind, _same_name),
        ("điểm đánh giá", str(told.rating) if told.rating else None, expect.rating, _same_name),
    )
    for name, found, wanted, same in compared:
        if wanted is not None and (found is None or (wanted not in ANY and not same(found, wanted))):
            yield f"{name} {found or '(không có)'}, mong đợi {wanted}"
    missing = [
        one for one in expect.emergency if one not in ANY and set(one.split("|")).isdisjoint(told.emergency)
    ]
    if missing or (expect.emergency and not told.emergency):
        yield f"số khẩn cấp {', '.join(told.emergency) or '(không có)'}, mong đợi {', '.join(expect.emergency)}"


def _same_name(found: str, wanted: str) -> bool:
    return any(folded_name(found) == folded_name(one) for one in wanted.split("|"))


def same_field(found: str, wanted: str) -> bool:
    """Tell whether the field of code `found` is `wanted`, a code or name."""
    names = {folded_name(found)}
    names |= {folded_name(field.name) for field in directory.fields() if field.code == found}
    return any(folded_name(one) in names for one in wanted.split("|"))


def same_handler(found: str, wanted: str) -> bool:
    """Tell whether the agency of code `found` is `wanted`: a code, a name, or UBND_XA for that of any unit.

    What the unit holding a dossier handles goes to a unit's Ủy ban nhân dân too.
    """
    names = {folded_name(found), folded_name(found.partition(":")[0])}
    names |= {_agency_name(agency.name) for agency in directory.agencies() if agency.code == found}
    if found.startswith(f"{directory.WARD}:"):
        names.add(folded_name(UNIT_HOLDING_DOSSIER))
    return any({folded_name(one), _agency_name(one)} & names for one in wanted.split("|"))


def _agency_name(name: str) -> str:
    return folded_name(name).replace("ubnd", "uy ban nhan dan")


def same_unit(found: str, wanted: str) -> bool:
    """Tell whether the unit of code `found` is `wanted`: its code, its name with or without phường, xã, or an old name."""
    names = {folded_name(found)}
    for unit in places.units():
        if unit.code == found:
            names |= {folded_name(unit.full_name), folded_name(unit.name)}
    return any(folded_name(one) in names or _unit_code(one) == found for one in wanted.split("|"))


def _unit_code(name: str) -> str | None:
    unit = places.resolve_unit(name).unit
    return unit.code if unit else None


def _same_dossier_code(found: str, wanted: str) -> bool:
    return found in {mention.value for mention in dossier_codes(wanted)} | {wanted.strip().upper()}


def _same_feedback_code(found: str, wanted: str) -> bool:
    return found in {mention.value for mention in feedback_codes(wanted)} | {wanted.strip().upper()}
