"""What is said back to a citizen who chose something."""

from dataclasses import dataclass

from api.feedback.citizen_choices import Options


@dataclass(frozen=True)
class Said:
    """What is said back, with (title, payload) pairs to tap."""

    text: str
    options: Options = ()
