"""How a reporter can be reached: a telephone number, an e-mail address, or both, as one slot holds them."""

import re
from typing import Final

from retrieval import codes

PHONE_PLACEHOLDER: Final = re.compile(r"⟨sđt\d+⟩")
EMAIL_PLACEHOLDER: Final = re.compile(r"⟨email\d+⟩")


def way_in(text: str) -> str | None:
    """Return the first telephone number, as its placeholder ⟨sđt1⟩ or in digits; an e-mail address (⟨email1⟩) stands beside or
    instead of it: "⟨sđt1⟩, ⟨email1⟩".
    """
    placeholder = PHONE_PLACEHOLDER.search(text)
    numbers = () if placeholder else codes.phones(text)
    number = placeholder[0] if placeholder else numbers[0].value if numbers else ""
    email = EMAIL_PLACEHOLDER.search(text)
    return ", ".join(part for part in (number, email[0] if email else "") if part) or None


def without_ways(text: str) -> str:
    """Return `text` with a comma in the place of each telephone number and e-mail address."""
    rest = EMAIL_PLACEHOLDER.sub(",", PHONE_PLACEHOLDER.sub(",", text))
    for number in reversed(codes.phones(rest)):
        rest = f"{rest[: number.start]},{rest[number.end :]}"
    return rest


def number_and_email(told: str) -> tuple[str | None, str | None]:
    """Return what `way_in` found, parted again."""
    email = EMAIL_PLACEHOLDER.search(told)
    return EMAIL_PLACEHOLDER.sub("", told).strip(" ,") or None, email[0] if email else None


def with_way(before: str, told: str) -> str:
    """Return number and address of `before` with those of `told` in their place, as `way_in` returns them."""
    both = zip(number_and_email(told), number_and_email(before), strict=True)
    return ", ".join(part for new, old in both if (part := new or old))
