"""The national portal's records: JSON lines under the portal's Vietnamese labels, plain or gzip."""

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from retrieval.importers.lines import BadLine, Lines, cell, code_of, levels_of, names_of, wrong_value
from retrieval.importers.methods import methods_of
from retrieval.importers.papers import groups_of
from retrieval.procedure import LegalBasis, Procedure

_LAW = re.compile(r"^(?P<name>.*?)\s*\((?P<number>[^()]*)\)$", re.DOTALL)
_NUMBER = re.compile(r"\d+/(?:\d{4}/)?[\w-]+(?:-[\w]+)*")


def read_portal(path: Path, snapshot: date) -> Lines:
    """Yield every record of a JSON lines file in order: a Procedure, or a BadLine that says why not.

    `snapshot` is the day the records were taken from the portal; the records themselves do not tell it.
    """
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            yield procedure_of(json.loads(line), snapshot)
        except ValidationError as error:
            yield BadLine(number, wrong_value(error))
        except json.JSONDecodeError as error:
            yield BadLine(number, f"không phải JSON hợp lệ ở cột {error.colno}")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield BadLine(number, str(error) or type(error).__name__)


def procedure_of(record: dict[str, Any], snapshot: date) -> Procedure:
    """Return one portal record as a Procedure.

    Raises:
        ValueError: the record lacks a code or a name, or a row cannot be read.
    """
    if not isinstance(record, dict):
        raise TypeError(f"bản ghi phải là một đối tượng JSON, tệp ghi {type(record).__name__}")
    name = cell(record.get("Tên thủ tục"))
    if name is None:
        raise ValueError("thiếu Tên thủ tục")
    return Procedure(
        code=code_of(record.get("Mã thủ tục")),
        name=re.sub(r"\s+", " ", name),
        decision=cell(record.get("Số quyết định")),
        levels=levels_of(cell(record.get("Cấp thực hiện"))),
        field=cell(record.get("Lĩnh vực")),
        ministry=cell(record.get("Cơ quan ban hành")),
        applicants=names_of(record.get("Đối tượng thực hiện")),
        agencies=names_of(record.get("Cơ quan thực hiện")),
        competent_agencies=names_of(record.get("Cơ quan có thẩm quyền")),
        place=cell(record.get("Địa chỉ tiếp nhận HS")),
        methods=methods_of(cell(record.get("Cách thức thực hiện"))),
        document_groups=groups_of(cell(record.get("Thành phần hồ sơ"))),
        steps=cell(record.get("Trình tự thực hiện")),
        conditions=cell(record.get("Yêu cầu, điều kiện thực hiện")),
        results=results_of(record.get("Kết quả thực hiện")),
        legal_basis=laws_of(cell(record.get("Căn cứ pháp lý"))),
        link=cell(record.get("URL")),
        snapshot=snapshot,
    )


def results_of(value: object) -> tuple[str, ...]:
    """Return the results named in a cell; a long sentence stays one."""
    text = cell(value)
    if text is None:
        return ()
    return (text,) if len(text) > 400 else names_of(text)


def laws_of(text: str | None) -> tuple[LegalBasis, ...]:
    """Return the legal documents of a list of "* name (number)" lines.

    The list may hold repealed texts beside new ones; it is what the record cites, never "what is in force".
    """
    laws = []
    for item in re.split(r"(?:^|\n)\s*\* ", text or "")[1:]:
        item = re.sub(r"\s+", " ", item).strip()
        match = _LAW.match(item)
        number = _NUMBER.search(match["number"]) if match else None
        name = match["name"] if match and match["name"] else item
        laws.append(LegalBasis(name=name, number=number[0] if number else None))
    return tuple(dict.fromkeys(laws))


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    if zipped:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            yield from stream
    else:
        with path.open(encoding="utf-8") as stream:
            yield from stream
