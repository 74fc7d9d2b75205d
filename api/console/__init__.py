"""Staff pages under /staff: operator desk, agency inbox, accounts."""

from api.console.site import register

__all__ = ["register"]
