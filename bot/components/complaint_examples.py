"""Brings examples of the complaint classifier into the training data of intents: each shows a report being filed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from retrieval.text import nfc

INTENT_OF_COMPLAINTS = "file_feedback"
_ROOT = Path(__file__).resolve().parent.parent.parent
_UNITS = _ROOT / "retrieval" / "data" / "units.tsv"
_PLACES = (
    "{text} ở {unit}",
    "{text}, {unit}",
    "{text} trước số {number} đường {street} {unit}",
    "{text} {number} {street}, {unit}",
    "{unit} {text}",
    "{text} ở hẻm {number} {street}, {unit}",
)
_STREETS = (
    "Nguyễn Trãi",
    "Lê Lợi",
    "Quang Trung",
    "Trần Hưng Đạo",
    "Hùng Vương",
    "Lý Thường Kiệt",
    "Phan Đình Phùng",
)
"""Names of streets that every city has."""


def complaints(folder: Path, per_field: int) -> "list[str]":
    """Return `per_field` examples of each file of `folder` at most, evenly spread over its lines; always the same ones.

    A file holds an example a line; empty lines and those that start with # do not count.

    Raises:
        FileNotFoundError: the folder holds no such file.
    """
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise FileNotFoundError(f"{folder}: no examples of complaints")
    found: list[str] = []
    for path in files:
        lines = [nfc(line.strip()) for line in path.read_text(encoding="utf-8").splitlines()]
        examples = [line for line in lines if line and not line.startswith("#")]
        step = max(1, len(examples) // max(per_field, 1))
        found += examples[::step][:per_field]
    return found


def placed(texts: "Sequence[str]") -> "list[str]":
    """Return `texts`, each told with a unit of the city and mostly an address; always the same ones.

    The name of a unit asks for its office as well: only beside what is wrong there it tells a report.
    """
    units = _units()
    return [
        _PLACES[at % len(_PLACES)].format(
            text=text,
            unit=units[at * 7 % len(units)],
            number=at * 13 % 290 + 1,
            street=_STREETS[at % len(_STREETS)],
        )
        for at, text in enumerate(texts)
    ]


def _units() -> "list[str]":
    rows = [
        line.split("\t")
        for line in _UNITS.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return [f"{kind.lower()} {name}" for _, kind, name, *_ in rows[1:]]


class WithComplaints(RasaFileImporter):
    """Rasa's own importer of files, and `per_field` examples of each field from `folder` (relative to the project).

    Every n-th of them (`placed_every`, 0 for none) comes a second time with a unit of the city.
    """

    def __init__(
        self,
        config_file: "str | None" = None,
        domain_path: "str | None" = None,
        training_data_paths: "list[str] | str | None" = None,
        folder: str = "api/feedback/data/examples",
        per_field: int = 30,
        placed_every: int = 0,
    ) -> None:
        """Take Rasa's arguments of an importer and the settings of config.yml."""
        super().__init__(config_file, domain_path, training_data_paths)
        self._folder = _ROOT / folder
        self._per_field = per_field
        self._placed_every = placed_every

    def get_nlu_data(self, language: "str | None" = "en") -> TrainingData:
        """Return the examples of the files and the complaints that none of them is."""
        written = super().get_nlu_data(language)
        known = {example.get(TEXT) for example in written.intent_examples}
        if not known:  # only rules or stories are trained
            return written
        added = [text for text in complaints(self._folder, self._per_field) if text not in known]
        if self._placed_every:
            added += placed(added[:: self._placed_every])
        return written.merge(TrainingData([_example(text) for text in dict.fromkeys(added)]))


def _example(text: str) -> Message:
    data: dict[str, Any] = {TEXT: text, INTENT: INTENT_OF_COMPLAINTS}
    return Message(data)
