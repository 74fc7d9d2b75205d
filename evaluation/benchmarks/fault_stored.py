"""What the database of a running stack holds of the talks of a run, and whether anything is still to be done in it."""

from collections import defaultdict
from pathlib import Path

import psycopg

from evaluation.benchmarks.fault_counting import Reply, Stored

_TALKS = (
    "SELECT DISTINCT ON (conversation_id) conversation_id::text, split_part(external_id, ':', 2) FROM messages"
    " WHERE external_id IS NOT NULL ORDER BY conversation_id, sequence"
)
_CASES = "SELECT conversation_id::text, code FROM feedback_cases WHERE conversation_id IS NOT NULL"
_REPLIES = (
    "SELECT conversation_id::text, in_reply_to::text, text,"
    " CASE WHEN metadata->>'kind' = 'feedback_filed' THEN metadata->>'feedback_code' END"
    " FROM messages WHERE author = 'bot'"
)
_FAILURES = (
    "SELECT conversation_id::text, count(*) FROM conversation_events WHERE kind = 'turn_failed' GROUP BY 1"
)
_SENT_AGAIN = (
    "SELECT conversation_id, sum(taken - 1) FROM (SELECT m.conversation_id::text, count(*) AS taken"
    " FROM delivery_attempts a JOIN deliveries d ON d.id = a.delivery_id JOIN messages m ON m.id = d.message_id"
    " WHERE a.outcome = 'sent' GROUP BY m.conversation_id, d.id, a.part) AS parts GROUP BY 1"
)
_UNDONE = (
    "SELECT (SELECT count(*) FROM messages WHERE turn_state = 'pending')"
    " + (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'retrying'))"
)


def address(var: Path) -> str:
    """Return the libpq address of the embedded PostgreSQL whose data lie in `var`.

    Raises:
        OSError: it does not run.
    """
    # the lines of postmaster.pid: process, data, start, port, socket directory, …
    lines = (var / "postgres" / "postmaster.pid").read_text().splitlines()
    return f"postgresql://postgres:@/postgres?host={lines[4].strip()}&port={lines[3].strip()}"


def undone(var: Path) -> int:
    """Return the number of messages without their answer and of answers not delivered yet."""
    with psycopg.connect(address(var)) as connection:
        row = connection.execute(_UNDONE).fetchone()
    return int(row[0]) if row else 0


def read(var: Path) -> dict[str, Stored]:
    """Return what is stored of every conversation, by the client id of its first message."""
    cases: defaultdict[str, list[str]] = defaultdict(list)
    replies: defaultdict[str, list[Reply]] = defaultdict(list)
    with psycopg.connect(address(var)) as connection:
        talks = connection.execute(_TALKS).fetchall()
        for conversation, code in connection.execute(_CASES):
            cases[conversation].append(code)
        for conversation, in_reply_to, text, code in connection.execute(_REPLIES):
            replies[conversation].append(Reply(in_reply_to, text, code))
        failures: dict[str, int] = dict(connection.execute(_FAILURES).fetchall())
        sent_again: dict[str, int] = dict(connection.execute(_SENT_AGAIN).fetchall())
    return {
        first: Stored(
            cases=tuple(cases[conversation]),
            replies=tuple(replies[conversation]),
            failures=int(failures.get(conversation, 0)),
            sent_again=int(sent_again.get(conversation, 0)),
        )
        for conversation, first in talks
    }
