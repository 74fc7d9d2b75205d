"""Who looked at what and who changed what, beside the events that cases and conversations keep themselves."""
