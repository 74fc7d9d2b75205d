"""The sentences of a record, one by one, for those aspects that are told by quoting it."""

import re
from typing import Final

from retrieval.procedure import Procedure

_LEADING: Final = re.compile(
    r"^(?:[\s*+\-–•·]+|(?:bước \d+|\(?[a-zđ0-9]{1,3}[.)]|[ivx]+[.)]|lưu ý|mô tả|cách thức thực hiện|trình tự thực hiện|yêu cầu, điều kiện[^:]{0,20}|yêu cầu(?= [A-ZĐ]))\s*[:.)]?\s+)+",
    re.IGNORECASE,
)


def sentences(procedure: Procedure) -> list[str]:
    """Return the sentences of conditions, steps, ways of filing and list of papers, without their bullets and numbers."""
    papers = [
        line
        for group in procedure.document_groups
        for line in (*group.notes, *(one.name for one in group.documents))
    ]
    ways = [method.description for method in procedure.methods]
    texts = [procedure.conditions, procedure.steps, *ways, *papers]
    found: list[str] = []
    for text in dict.fromkeys(filter(None, texts)):
        found += sentences_of(text)
    return found


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text in its order; lines broken within a sentence are joined."""
    whole = re.sub(r"[ \t]*\n\s*(?=[a-zà-ỹđ])(?![a-zđ]\))", " ", text)
    parts = [part for line in whole.splitlines() for part in re.split(r"(?<=[.;])\s+", line)]
    return [said for part in parts if (said := _LEADING.sub("", part).strip())]
