"""Taking down a report, filing it, telling where it stands."""
