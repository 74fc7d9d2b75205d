"""What a dialogue is: what a citizen says, what is expected of the answer, and what else the citizen could tell."""

import re
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from api.conversations.metadata import Kind
from retrieval.text import fold

OPTION_RULE: Final = re.compile(r"option_(\d{1,2})_of_previous_turn")
SAME_RULE: Final = "same_as_previous_turn"


def _listed(value: object) -> object:
    """Return a lone value as a list of one; nothing as an empty list. Numbers become text."""
    if value is None:
        return []
    values = value if isinstance(value, list | tuple) else [value]
    return [str(one) if isinstance(one, int) and not isinstance(one, bool) else one for one in values]


def _text(value: object) -> object:
    """Return a number as text; `true` as "any": the condition is that there is one."""
    if value is True:
        return ANY[0]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


ANY: Final = ("any", "*")
"""Values that any code satisfies, such as the code of a report that has just been filed."""

Texts: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Text: TypeAlias = Annotated[str | None, BeforeValidator(_text)]


class Said(BaseModel):
    """What a citizen sends: a text, a place on the map (latitude, longitude), a photo; a photo may have a text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = ""
    location: tuple[float, float] | None = None
    photo: bool = False

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, value: Any) -> Any:
        if isinstance(value, str | int | float):
            return {"text": str(value)}
        if isinstance(value, dict) and isinstance(place := value.get("location"), dict):
            lat, lon = place.get("lat", place.get("latitude")), place.get("lon", place.get("lng"))
            return value | {"location": (lat, place.get("longitude") if lon is None else lon)}
        return value

    @model_validator(mode="after")
    def _says_something(self) -> "Said":
        if not self.text.strip() and self.location is None and not self.photo:
            raise ValueError("nothing is said: a text, location or photo is needed")
        return self

    @property
    def shown(self) -> str:
        """The message as a transcript shows it."""
        parts = [self.text] if self.text else []
        if self.location is not None:
            parts.append(f"[vị trí {self.location[0]}, {self.location[1]}]")
        if self.photo:
            parts.append("[ảnh]")
        return " ".join(parts)


class Expect(BaseModel):
    """What a turn's answer must be. All that is given must hold; `unknown` names conditions that are none of ours."""

    model_config = ConfigDict(extra="allow", frozen=True)

    kind: Text = None
    kind_alt: Texts = ()
    gold: Texts = ()
    gold_rule: Text = None
    must_contain: Texts = ()
    must_not_contain: Texts = ()
    field: Text = None
    handler: Text = None
    unit: Text = None
    dossier_code: Text = None
    feedback_code: Text = None
    emergency: Texts = ()
    legal_kind: Text = None
    rating: Text = None

    @model_validator(mode="before")
    @classmethod
    def _several_kinds(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(kinds := value.get("kind"), list) and kinds:
            return value | {"kind": kinds[0], "kind_alt": [*kinds[1:], *(_as_list(value.get("kind_alt")))]}
        return value

    @model_validator(mode="after")
    def _known_rule(self) -> "Expect":
        rule = self.gold_rule
        if rule is not None and rule != SAME_RULE and not OPTION_RULE.fullmatch(rule):
            raise ValueError(f"gold_rule {rule!r} is neither {SAME_RULE} nor option_N_of_previous_turn")
        return self

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that are right, the first expected first; none where any is."""
        return tuple(dict.fromkeys(one for one in (self.kind, *self.kind_alt) if one))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names of conditions and kinds that are not known; such a condition is left out, such a kind never comes."""
        kinds = {kind.value for kind in Kind}
        return (*(self.model_extra or {}), *(kind for kind in self.kinds if kind not in kinds))


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


class DialogueTurn(BaseModel):
    """One message of the citizen and what is expected of the answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    user: Said
    expect: Expect = Expect()

    @model_validator(mode="before")
    @classmethod
    def _nothing_expected(cls, value: Any) -> Any:
        if isinstance(value, dict) and value.get("expect", {}) is None:
            return {name: one for name, one in value.items() if name != "expect"}
        return value


class Dialogue(BaseModel):
    """A citizen's conversation. `answers` holds, by what a reply asks for, what the citizen would answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = ""
    goal: str = ""
    answers: dict[str, Any] = Field(default_factory=dict)
    turns: Annotated[tuple[DialogueTurn, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _plain_values(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        plain = {name: one for name, one in value.items() if one is not None}
        for name in ("id", "goal"):
            if isinstance(plain.get(name), int | float | list):
                plain[name] = str(plain[name])
        return plain


def folded_name(text: str) -> str:
    """Return a name or code as names are compared: without accents, case, underscores and repeated blanks."""
    return " ".join(fold(text).replace("_", " ").replace("-", " ").split())
