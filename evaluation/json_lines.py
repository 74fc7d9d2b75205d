"""Reading files of labelled lines: JSON objects, one a line, blank lines between them allowed."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

Line = TypeVar("Line", bound=BaseModel)


class LinesError(Exception):
    """A file of labelled lines cannot be read; `sentence` tells people, the message names file and line."""

    what = "dữ liệu đo"

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        where = f"sai ở dòng {line}" if line else "không đọc được"
        self.sentence = f"Tệp {self.what} {path.name} {where}."


def read_lines(path: Path, model: type[Line], error: type[LinesError]) -> tuple[Line, ...]:
    """Return the lines of `path` as `model`.

    Raises:
        LinesError: (of the type `error`) there is no such file, it is no UTF-8, or a line is none of `model`.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as failed:
        raise error(path, 0, failed.strerror or "not readable") from failed
    except UnicodeDecodeError as failed:
        raise error(path, failed.object[: failed.start].count(b"\n") + 1, "not UTF-8") from failed
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(model.model_validate_json(line))
            except ValidationError as failed:
                problem = failed.errors()[0]
                name = ".".join(map(str, problem["loc"]))
                raise error(path, number, f"{name}: {problem['msg']}" if name else problem["msg"]) from failed
    return tuple(found)
