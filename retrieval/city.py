"""Rules of the city that cut across procedures, told beside the national record with their own source."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from retrieval.procedure import Aspect, Procedure
from retrieval.traits import elsewhere
from retrieval.vocabulary import LexiconError, load_yaml_list

HCMC_RULES = Path(__file__).parent / "city_rules.yml"


class CityRule(BaseModel):
    """One rule: where it applies, what it says, who said so and when.

    With both `fields` and `names` given, a procedure must fit both.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    aspects: tuple[Aspect, ...]
    fields: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    not_codes: tuple[str, ...] = Field(default=(), alias="except")
    text: str
    source: str
    link: str
    date: date

    def fits(self, procedure: Procedure) -> bool:
        """Tell whether the rule covers `procedure`; records of other provinces are never covered."""
        if procedure.code in self.not_codes or elsewhere(procedure):
            return False
        if procedure.code in self.codes:
            return True
        field, name = (procedure.field or "").lower(), procedure.name.lower()
        fields = any(one.lower() in field for one in self.fields)
        names = any(re.search(rf"\b{re.escape(one.lower())}\b", name) for one in self.names)
        if self.fields and self.names:
            return fields and names
        return fields or names


@dataclass(frozen=True)
class CityRules:
    """All rules of one city."""

    rules: tuple[CityRule, ...]

    def about(self, procedure: Procedure, aspect: Aspect) -> tuple[CityRule, ...]:
        """Return the rules to tell beside `procedure` when `aspect` is asked."""
        return tuple(rule for rule in self.rules if aspect in rule.aspects and rule.fits(procedure))


@lru_cache(maxsize=4)
def city_rules(path: Path = HCMC_RULES) -> CityRules:
    """Return the rules of a file, Hồ Chí Minh City's by default.

    Raises:
        LexiconError: an entry is wrong; the message names file and line.
    """
    rules = []
    for node in load_yaml_list(path).value:
        try:
            rules.append(CityRule.model_validate(yaml.safe_load(yaml.serialize(node))))
        except ValidationError as error:
            raise LexiconError(path, node.start_mark.line + 1, str(error.errors()[0]["msg"])) from error
    return CityRules(tuple(rules))
