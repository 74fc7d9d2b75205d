"""Building an index in a process of its own, so that a server that goes on answering is not slowed down.

`python -m retrieval.build_process FOLDER [ENCODER]` reads records as JSON lines from standard input and saves their
index, with the questions that ship with the project, to FOLDER.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from retrieval.encoder import load_encoder
from retrieval.index import RetrievalIndex
from retrieval.procedure import Procedure

_AT_ONCE = 20
"""Records handed over before the others get their turn."""
_KINDER = 10
"""How much lower the priority of the building process is (nice, 0–19)."""


class BuildProcessError(Exception):
    """The process ended without an index; the message is the last line it wrote."""

    sentence = "Không lập được chỉ mục tìm kiếm trong tiến trình riêng."


async def build_elsewhere(folder: Path, procedures: Sequence[Procedure], encoder: str | None) -> None:
    """Build the index of `procedures` in another process and save it to `folder`; `encoder` as load_encoder.

    Cancelling ends the process.

    Raises:
        BuildProcessError: it failed.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "retrieval.build_process", str(folder), encoder or ""),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )
    try:
        await _hand_over(process, procedures)
        _, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        lines = errors.decode(errors="replace").strip().splitlines()
        raise BuildProcessError(f"exit status {process.returncode}: {lines[-1] if lines else 'no message'}")


async def _hand_over(process: asyncio.subprocess.Process, procedures: Sequence[Procedure]) -> None:
    if process.stdin is None:
        raise BuildProcessError("the process has no standard input")
    with contextlib.suppress(
        BrokenPipeError, ConnectionResetError
    ):  # it ended early; its exit status tells why
        for start in range(0, len(procedures), _AT_ONCE):
            lines = [one.model_dump_json() + "\n" for one in procedures[start : start + _AT_ONCE]]
            process.stdin.write("".join(lines).encode())
            await process.stdin.drain()
    process.stdin.close()


def main(folder: Path, encoder: str) -> None:
    """Build the index of the records on standard input and save it to `folder`."""
    os.nice(_KINDER)
    procedures = [Procedure.model_validate_json(line) for line in sys.stdin.buffer]
    RetrievalIndex.build(procedures, load_encoder(encoder or None)).save(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
