"""Our own cards (starter/*.yml): procedures written in plain words, each with its source and the day it was checked."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.fees import leaves_open
from retrieval.importers.lines import BadLine, CatalogueError, Lines, wrong_value
from retrieval.importers.papers import form_of
from retrieval.procedure import (
    Aspect,
    Document,
    DocumentGroup,
    Fee,
    LegalBasis,
    Level,
    Method,
    PlainCard,
    Procedure,
)

# The safe loader in C: ten times as fast on cards of this size.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
STARTER = Path(__file__).parent.parent / "starter"


class _Document(Document):
    """A paper as written on a card: a single original where no number is given."""

    originals: int = 1


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid")

    case: str | None = None
    documents: tuple[_Document, ...] = ()
    notes: tuple[str, ...] = ()


class _Card(BaseModel):
    """One entry of a card file, as an officer writes it."""

    model_config = ConfigDict(extra="forbid")

    code: str
    name: str
    plain_name: str
    decision: str
    levels: tuple[Level, ...] = ()
    field: str | None = None
    ministry: str | None = None
    applicants: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    competent_agencies: tuple[str, ...] = ()
    place: str | None = None
    link: str | None = None
    snapshot: date
    checked: date
    source: str
    methods: tuple[Method, ...] = ()
    document_groups: tuple[_Group, ...] = ()
    steps: str | list[str] | None = None
    conditions: str | list[str] | None = None
    results: tuple[str, ...] = ()
    legal_basis: tuple[LegalBasis, ...] = ()
    summaries: dict[Aspect, str] = Field(default_factory=dict)
    questions: tuple[str, ...] = ()


def read_cards(path: Path) -> Lines:
    """Yield every card of a YAML file as a Procedure with its PlainCard; a wrong card is a BadLine.

    Raises:
        CatalogueError: the file is no YAML list; the message names file and line.
    """
    text = path.read_text(encoding="utf-8")
    try:
        root = yaml.compose(text, Loader=_LOADER)
        entries = yaml.load(text, Loader=_LOADER) or []  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise CatalogueError(f"Tệp {path.name} sai cú pháp YAML.", f"{path}: {error}") from error
    if not isinstance(entries, list):
        raise CatalogueError(f"Tệp {path.name} phải là một danh sách.", f"{path}: expected a YAML list")
    lines = [node.start_mark.line + 1 for node in root.value] if root else []
    for number, entry in zip(lines, entries, strict=True):
        try:
            yield procedure_of(entry)
        except ValidationError as error:
            yield BadLine(number, f"{path.name}: {wrong_value(error)}")
        except (TypeError, ValueError) as error:
            yield BadLine(number, f"{path.name}: {error}")


def read_starter(folder: Path = STARTER) -> Lines:
    """Yield the cards of every YAML file in `folder`, by file name."""
    for path in sorted(folder.glob("*.yml")):
        yield from read_cards(path)


def procedure_of(entry: Any) -> Procedure:
    """Return one card entry as a Procedure.

    Raises:
        pydantic.ValidationError: a field is missing, unknown or wrong.
    """
    card = _Card.model_validate(entry)
    return Procedure(
        code=card.code,
        name=card.name,
        decision=card.decision,
        levels=card.levels,
        field=card.field,
        ministry=card.ministry,
        applicants=card.applicants,
        agencies=card.agencies,
        competent_agencies=card.competent_agencies,
        place=card.place,
        methods=tuple(_honest(method) for method in card.methods),
        document_groups=tuple(_group(group) for group in card.document_groups),
        steps=_lines(card.steps),
        conditions=_lines(card.conditions),
        results=card.results,
        legal_basis=card.legal_basis,
        link=card.link,
        snapshot=card.snapshot,
        card=PlainCard(
            name=card.plain_name,
            questions=card.questions,
            summaries={
                aspect: re.sub(r"\s+\n", "\n", text).strip() for aspect, text in card.summaries.items()
            },
            decision=card.decision,
            checked=card.checked,
            source=card.source,
        ),
    )


def _lines(text: str | list[str] | None) -> str | None:
    joined = "\n".join(text) if isinstance(text, list) else text
    return joined.strip() if joined and joined.strip() else None


def _group(group: _Group) -> DocumentGroup:
    documents = [Document(name=d.name, originals=d.originals, copies=d.copies, form=d.form or form_of(d.name)) for d in group.documents]  # fmt: skip
    kept = tuple(document for document in documents if document.originals or document.copies)
    notes = tuple(document.name for document in documents if not (document.originals or document.copies))
    return DocumentGroup(case=group.case, documents=kept, notes=group.notes + notes)


def _honest(method: Method) -> Method:
    """A card may not call a fee certain that its own note puts in doubt."""
    fees = tuple(
        fee.model_copy(update={"certain": False}) if fee.certain and _doubtful(fee) else fee
        for fee in method.fees
    )
    return method.model_copy(update={"fees": fees})


def _doubtful(fee: Fee) -> bool:
    return fee.amount is None or (fee.amount == Decimal(0) and leaves_open(fee.note))
