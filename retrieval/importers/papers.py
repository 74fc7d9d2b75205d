"""Reading "thành phần hồ sơ": the papers per case that the portal prints as one text, in scrambled order."""

import re

from retrieval.importers.lines import cell
from retrieval.procedure import Document, DocumentGroup

_CASE = re.compile(r"\[\s*(.*?)\s*\]$")
_NUMBERS = re.compile(r"Số lượng:\s*Bản chính:\s*(\d+),\s*Bản sao:\s*(\d+)")
_BULLETS = re.compile(r"^(?:[-+*•–]\s*)+")
_FORM = re.compile(
    r"\b[Mm]ẫu(?: số)?(?: đơn)?\s+((?:số\s+)?(?=[\w./-]*[\dA-Z])[A-ZĐ]{0,6}\d[\w./-]*|[A-ZĐ]{2,6}\d*[\w./-]*)"
)
_ORDER = re.compile(
    r"^\(?(?:(\d{1,2}(?:\.\d{1,2})*)[.):]|(?<=\()([ivx]{1,5})\)|([a-zđ])[.)]|([IVX]{1,4})[.)])\s*"
)
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_PARTS = (("phải nộp", 0), ("phải xuất trình", 1), ("xuất trình", 1), ("lưu ý", 9), ("ghi chú", 9))


def groups_of(text: str | None) -> tuple[DocumentGroup, ...]:
    """Return the papers per case, cases and papers in the order of their own numbers.

    A line that asks for 0 originals and 0 copies is a note, not a paper.
    """
    cases: dict[str | None, list[tuple[str, str, str]]] = {}
    case: str | None = None
    name = ""
    for line in (text or "").splitlines():
        line = line.strip()
        if match := _CASE.match(line):
            case, name = _title(match[1]), ""
        elif match := _NUMBERS.match(line):
            if cell(name):
                cases.setdefault(case, []).append((name, match[1], match[2]))
            name = ""
        elif line.startswith("- "):
            name = line[2:]
        elif name and line:
            name = f"{name} {line}"
    groups = [_group(case, lines) for case, lines in cases.items()]
    return tuple(sorted(groups, key=lambda group: _case_order(group.case)))


def quantity(printed: str, name: str) -> int:
    """Return a printed number of copies, without what was glued to it.

    Some exports glue the number to digits that end the paper's name: "Luật Đất đai năm 2024" and 0 make
    "20240". Nobody is asked for more than 99 copies, so of three digits and more the last one counts.
    """
    digits = re.sub(r"\D", "", printed)
    head = digits[:-1]
    tail = re.search(r"(\d+)\D*$", name)
    if len(digits) > 2 or (head and tail is not None and tail[1] == head):
        return int(digits[-1])
    return int(digits or 0)


def form_of(name: str) -> str | None:
    """Return the form that a paper's name tells, such as "CT01" or "số 18", if any."""
    match = _FORM.search(name)
    return match[1].rstrip(".-/") if match else None


def _title(text: str) -> str | None:
    title = _BULLETS.sub("", text).rstrip(": ")
    return cell(title)


def _group(case: str | None, lines: list[tuple[str, str, str]]) -> DocumentGroup:
    documents: list[Document] = []
    notes: list[str] = []
    for raw, originals, copies in lines:
        name = re.sub(r"\s+", " ", _BULLETS.sub("", raw.strip())).rstrip(" ;:")
        counted = (quantity(originals, name), quantity(copies, name))
        if not name:
            continue
        if counted == (0, 0):
            notes.append(name)
        else:
            documents.append(Document(name=name, originals=counted[0], copies=counted[1], form=form_of(name)))
    if documents and all(_ORDER.match(document.name) for document in documents):
        documents.sort(key=lambda document: _order(document.name))
    return DocumentGroup(case=case, documents=tuple(documents), notes=tuple(notes))


def _order(name: str) -> tuple[int, ...]:
    match = _ORDER.match(name)
    if not match:
        return (99,)
    if match[1]:
        return tuple(int(part) for part in match[1].split("."))
    if match[3]:
        return (_ALPHABET.find(match[3]) + 1 if match[3] in _ALPHABET else 98,)
    roman = (match[2] or match[4]).upper()
    return (_ROMAN.index(roman) + 1 if roman in _ROMAN else 98,)


def _case_order(case: str | None) -> tuple[int, tuple[int, ...]]:
    if case is None:
        return (0, ())
    part = next((place for words, place in _PARTS if words in case.lower()), 5)
    number = _order(case)
    return (part, number) if number != (99,) else (part, (99,))
