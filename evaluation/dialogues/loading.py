"""`python -m evaluation.dialogues.loading FILE` loads fixtures into the database of the environment it runs in.

What cannot be loaded is printed, a line each.
"""

import sys
from pathlib import Path

from api.cli.connection import with_database
from evaluation.dialogues.fixtures import load, read_fixtures
from evaluation.dialogues.reading import DialogueFileError


def main(arguments: list[str]) -> int:
    """Load the file named; returns the exit status."""
    try:
        fixtures = read_fixtures(Path(arguments[0]))
    except DialogueFileError as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 2

    async def work() -> list[str]:
        return await load(fixtures)

    sys.stdout.write("\n".join([*with_database(work), ""]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
