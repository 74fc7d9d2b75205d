"""What Rasa 3.6.21 does in vain, or anew, each turn, done quicker. It is its last release, so none of it can drift.

Each module puts one thing in the place of Rasa's own; docs/decisions.md tells what that saves.
"""

from bot.quicker import action_results, direct_graph, event_types, kept_connection, rules_by_intent

_MODULES = (action_results, direct_graph, event_types, kept_connection, rules_by_intent)


def install() -> None:
    """Put all of them in Rasa's place; done again it changes nothing."""
    for module in _MODULES:
        module.install()
