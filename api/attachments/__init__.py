"""Files that citizens and agencies send: checked, cleaned of where they were made, kept encrypted, shown to few."""
