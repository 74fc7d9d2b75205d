"""What a procedure is beside its words: its level, its place, how much it is asked, what narrows it.

Kept as arrays over the catalogue, so that a search reads them at once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.procedure import Level, Procedure
from retrieval.stored_arrays import Arrays, text_array, texts_of
from retrieval.text import fold
from retrieval.vocabulary import phrases, popularity, qualifiers

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

HOME = "ho chi minh"
_LEVELS = {Level.COMMUNE: 1.0, Level.PROVINCE: 0.6, Level.MINISTRY: 0.2, Level.OTHER: 0.3}
_PROVINCE = re.compile(
    r"(?:ubnd|uy ban nhan dan|so [a-z ,]+|trung tam phuc vu hanh chinh cong)\s*-?\s*(?:tinh|thanh pho)\s+([a-z ]+)"
)
_PLACE = re.compile(r"(?<!\w)(?:tinh|thanh pho|tp|phuong|xa|huyen|quan)(?!\w)")
_UNNAMED = ("truc thuoc", "hoac", "va ", "cac ", "noi ", "da cap", "da dang ky", "lien quan")


@dataclass(frozen=True)
class Traits:
    """Arrays over the catalogue: `level` and `popular` in [0, 1], `citizen` flags, `away` flags and `elsewhere`
    names of records of other provinces ("" for none), `narrow` flags of shape (procedures, qualifiers)."""

    level: Floats
    popular: Floats
    citizen: Flags
    away: Flags
    elsewhere: tuple[str, ...]
    narrow: Flags

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> "Traits":
        """Return the traits that `arrays` describes."""
        return cls(**{**arrays, "elsewhere": tuple(texts_of(arrays["elsewhere"]))})  # type: ignore[arg-type]

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return the traits as arrays, for `from_arrays`."""
        return {**vars(self), "elsewhere": text_array(self.elsewhere)}


def traits_of(procedures: Sequence[Procedure]) -> Traits:
    """Return the traits of `procedures`, in their order."""
    asked = popularity()
    rules = [(rule.name, phrases(rule.name)) for rule in qualifiers()]
    names = (fold(procedure.name) for procedure in procedures)
    places = tuple(elsewhere(procedure) for procedure in procedures)
    return Traits(
        level=np.array([level_of(procedure) for procedure in procedures], np.float32),
        popular=np.array([asked.get(procedure.code, 0) / 3 for procedure in procedures], np.float32),
        citizen=np.array(
            [any("Công dân" in who for who in procedure.applicants) for procedure in procedures], bool
        ),
        away=np.array([bool(place) for place in places], bool),
        elsewhere=places,
        narrow=np.array(
            [
                [
                    # most names have none of the words at all, which is told faster than where they stand
                    any(word in name for word in words) and bool(pattern.search(name))
                    for words, pattern in rules
                ]
                for name in names
            ],
            bool,
        ).reshape(len(procedures), len(rules)),
    )


def level_of(procedure: Procedure) -> float:
    """Return how near to the citizen a procedure is done: 1 commune, 0.6 province, 0.2 ministry, 0.4 unknown.

    An agency of the commune counts, whatever level the record prints (the driving licence is "cấp bộ").
    """
    best = max((_LEVELS[level] for level in procedure.levels), default=0.4)
    if any(re.search(r"cấp xã|xã, phường|phường, xã", agency.lower()) for agency in procedure.agencies):
        return 1.0
    if any("tỉnh" in agency.lower() for agency in procedure.agencies):
        return max(best, 0.6)
    return best


def elsewhere(procedure: Procedure) -> str:
    """Return the folded name of the other province that a record belongs to ("gia lai"), or "".

    A record of the whole country that names the Sở of any province beside one of a certain province belongs to none.
    """
    if any(_is_of_any_province(fold(name)) for name in procedure.agencies):
        return ""
    for name in (procedure.ministry or "", *procedure.agencies, procedure.place or ""):
        folded = fold(name)
        match = _PROVINCE.search(folded)
        if match:
            place = match[1].strip()
            return "" if place.startswith(HOME) or place.startswith(_UNNAMED) else place
    return ""


def _is_of_any_province(agency: str) -> bool:
    """Tell whether a folded name is that of a Sở and names no province: "so van hoa, the thao va du lich"."""
    return agency.startswith("so ") and _PLACE.search(agency) is None
