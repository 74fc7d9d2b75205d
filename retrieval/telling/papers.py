"""The papers of a record, per case, short enough for a phone."""

import re

from retrieval.procedure import Document, DocumentGroup, Procedure
from retrieval.telling.words import Told, bullets, short

_SECTION = re.compile(
    r"phải nộp|xuất trình|lưu ý|ghi chú|^(?:giấy tờ|thành phần hồ sơ|hồ sơ gồm|hồ sơ bao gồm|thành phần)\b",
    re.IGNORECASE,
)
_REMARK = re.compile(r"lưu ý|ghi chú", re.IGNORECASE)
_CASES = 2
_PAPERS = 7
_PAPERS_PER_CASE = 4


def tell_papers(procedure: Procedure) -> Told | None:
    """Return the papers; of several cases the first ones, and how many more there are. None where none is listed."""
    groups = [group for group in procedure.document_groups if group.documents and not _is_remark(group)]
    sections = [group for group in groups if group.case is None or _SECTION.search(group.case)]
    cases = [group for group in groups if group not in sections]
    parts: list[str] = []
    for group in sections:
        title = group.case or ("Giấy tờ cần có" if not cases else "Giấy tờ chung")
        parts.append(f"{title}:\n{_listed(group, _PAPERS)}")
    for group in cases[:_CASES]:
        parts.append(f"{short(group.case or '', 130)}:\n{_listed(group, _PAPERS_PER_CASE)}")
    if len(cases) > _CASES:
        parts.append(
            f"Còn {len(cases) - _CASES} trường hợp khác, anh/chị cho biết trường hợp của mình để xem đúng giấy tờ."
        )
    return Told("\n".join(parts)) if parts else None


def brief(procedure: Procedure, limit: int = 3) -> str:
    """Return the first papers on one line, and how many more; "" where none is listed."""
    papers = [
        document
        for group in procedure.document_groups
        if not _is_remark(group)
        for document in group.documents
    ]
    if not papers:
        return ""
    names = "; ".join(short(document.name, 90) for document in papers[:limit])
    more = len(papers) - limit
    return f"{names}" + (f"; và {more} loại khác tùy trường hợp" if more > 0 else "")


def _is_remark(group: DocumentGroup) -> bool:
    return bool(group.case and _REMARK.search(group.case))


def _listed(group: DocumentGroup, limit: int) -> str:
    lines = [f"{short(document.name, 150)} ({_count(document)})" for document in group.documents[:limit]]
    if len(group.documents) > limit:
        lines.append(f"và {len(group.documents) - limit} loại giấy tờ khác trong bản ghi")
    return bullets(lines)


def _count(document: Document) -> str:
    parts = []
    if document.originals:
        parts.append(f"{document.originals} bản chính")
    if document.copies:
        parts.append(f"{document.copies} bản sao")
    return ", ".join(parts)
