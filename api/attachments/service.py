"""What other parts of the house may do with files. Functions never commit; the caller's transaction does."""

from api.attachments.erasing import forget
from api.attachments.errors import (
    FileNotFoundForYouError,
    FileRefusedError,
    FileTooLargeError,
    NotFetchedError,
)
from api.attachments.keeping import (
    AwaitedFile,
    Source,
    awaited,
    content,
    count_since,
    expect,
    keep,
    messages_left_behind,
    name_of,
    of_messages,
    settle,
)
from api.attachments.limits import limits
from api.attachments.models import Audience, FileKind, FileState, Origin, StoredFile
from api.attachments.of_cases import (
    FileOfCase,
    file_of_case,
    link,
    of_cases,
    same_in_case,
    set_aside,
    share,
    show_to,
    waiting_for_a_report,
)
from api.attachments.places import forget_places, place_in, place_of
from api.attachments.preparing import Prepared, check_size, prepare
from api.attachments.serving import check_signed, response, signed

__all__ = [
    "Audience",
    "AwaitedFile",
    "FileKind",
    "FileNotFoundForYouError",
    "FileOfCase",
    "FileRefusedError",
    "FileState",
    "FileTooLargeError",
    "NotFetchedError",
    "Origin",
    "Prepared",
    "Source",
    "StoredFile",
    "awaited",
    "check_signed",
    "check_size",
    "content",
    "count_since",
    "expect",
    "file_of_case",
    "forget",
    "forget_places",
    "keep",
    "limits",
    "link",
    "messages_left_behind",
    "name_of",
    "of_cases",
    "of_messages",
    "place_in",
    "place_of",
    "prepare",
    "response",
    "same_in_case",
    "set_aside",
    "settle",
    "share",
    "show_to",
    "signed",
    "waiting_for_a_report",
]
