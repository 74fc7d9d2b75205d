"""What other parts of the house may do with conversations. Functions never commit; the caller's transaction does."""

from api.conversations.after_emergency import danger_told
from api.conversations.attachments import Location, location_in
from api.conversations.desk import (
    ConversationSummary,
    count_waiting,
    open_conversations,
    talking,
    waiting,
)
from api.conversations.emergency import is_harmless
from api.conversations.emergency_reply import emergency_reply
from api.conversations.erasing import erase
from api.conversations.exchange import Incoming, receive, say
from api.conversations.handoff import (
    ask_for_human,
    give_back,
    put_back_all_of,
    raise_emergency,
    record,
    take_over,
)
from api.conversations.handoff_asked import HANDOFF_ASKED, Cause, HandoffAsked
from api.conversations.models import Author, Conversation, Message, Owner, TurnState
from api.conversations.notices import NOTICE_CHANNELS, open_notices
from api.conversations.offers import words_of
from api.conversations.records import (
    address_of,
    as_written,
    by_address,
    count_events,
    events,
    get,
    last_heard,
    locked,
    message,
    messages,
    report_began,
)

__all__ = [
    "HANDOFF_ASKED",
    "NOTICE_CHANNELS",
    "Author",
    "Cause",
    "Conversation",
    "ConversationSummary",
    "HandoffAsked",
    "Incoming",
    "Location",
    "Message",
    "Owner",
    "TurnState",
    "address_of",
    "as_written",
    "ask_for_human",
    "by_address",
    "count_events",
    "count_waiting",
    "danger_told",
    "emergency_reply",
    "erase",
    "events",
    "get",
    "give_back",
    "is_harmless",
    "last_heard",
    "location_in",
    "locked",
    "message",
    "messages",
    "open_conversations",
    "open_notices",
    "put_back_all_of",
    "raise_emergency",
    "receive",
    "record",
    "report_began",
    "say",
    "take_over",
    "talking",
    "waiting",
    "words_of",
]
