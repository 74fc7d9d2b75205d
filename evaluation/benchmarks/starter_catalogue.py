"""`python -m evaluation.benchmarks.starter_catalogue`: the starter cards into the database of a stack, and nothing else."""

from api import database
from api.cli.connection import with_database
from api.procedures import importing


async def _import_starter() -> None:
    async with database.transaction() as session:
        await importing.import_starter(session)


if __name__ == "__main__":
    with_database(_import_starter)
