"""Mobile numbers, however people write them."""

import re

_MOBILE = re.compile(r"0[35789]\d{8}")
"""Ten digits; land lines take no SMS."""


def mobile_number(phone: str) -> str | None:
    """Return a Vietnamese mobile number as its ten digits, None for anything else."""
    digits = re.sub(r"[\s.\-()]", "", phone)
    digits = re.sub(r"^(?:\+|00)?84(?=\d{9}$)", "0", digits)
    return digits if _MOBILE.fullmatch(digits) else None
