"""What other parts of the house may do with notifications. Functions never commit; the caller's transaction does."""

from api.notifications.dead_letters import DeadLetter, count_dead, dead_letters, replay, replay_all
from api.notifications.endpoints import NewEndpoint, endpoints
from api.notifications.endpoints import add as add_endpoint
from api.notifications.endpoints import disable as disable_endpoint
from api.notifications.endpoints import enable as enable_endpoint
from api.notifications.endpoints import remove as remove_endpoint
from api.notifications.models import DigestRecipient, WebhookEndpoint
from api.notifications.recipients import add as add_recipient
from api.notifications.recipients import recipients
from api.notifications.recipients import remove as remove_recipient
from api.notifications.trying import try_endpoint

__all__ = [
    "DeadLetter",
    "DigestRecipient",
    "NewEndpoint",
    "WebhookEndpoint",
    "add_endpoint",
    "add_recipient",
    "count_dead",
    "dead_letters",
    "disable_endpoint",
    "enable_endpoint",
    "endpoints",
    "recipients",
    "remove_endpoint",
    "remove_recipient",
    "replay",
    "replay_all",
    "try_endpoint",
]
