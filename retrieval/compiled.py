"""Compiling loops to machine code by numba at their first use, kept beside the file that has them.

A question touches tens of thousands of postings and thousands of tree nodes. Array arithmetic needs copies of all of
them, which push everything else out of the processor's cache; a loop reads each number once. Importing numba takes
seconds, so modules of loops are imported where an index is used, not where one is named.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

_KEPT = os.access(Path(__file__).parent, os.W_OK)
"""Where the project's folder cannot be written to, the loops are compiled anew in each process."""
_Loop = TypeVar("_Loop", bound=Callable[..., Any])


def compiled(loop: _Loop) -> _Loop:
    """Return `loop` as machine code, in which other threads are not held up and sums may be taken in any order."""
    return cast("_Loop", numba.njit(cache=_KEPT, nogil=True, fastmath=True)(loop))
