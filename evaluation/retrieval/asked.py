"""The questions to measure with: JSON lines with id, text, gold (codes, any is a hit), aspect and style."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evaluation.json_lines import LinesError, read_lines


class QuestionsError(LinesError):
    """A questions file cannot be read."""

    what = "câu hỏi"


class Asked(BaseModel):
    """One line of a questions file; other fields are ignored. Empty `gold` means that no procedure is right."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    text: str
    gold: tuple[str, ...] = ()
    aspect: str = "general"
    style: str = "plain"


def read_questions(path: Path) -> tuple[Asked, ...]:
    """Return the questions of a JSON lines file.

    Raises:
        QuestionsError: there is no such file, or a line is no question.
    """
    return read_lines(path, Asked, QuestionsError)
