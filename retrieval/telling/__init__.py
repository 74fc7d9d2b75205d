"""Saying one aspect of a record in a citizen's words; `None` where the record does not tell it."""
