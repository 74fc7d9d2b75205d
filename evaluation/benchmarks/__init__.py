"""What things cost: each benchmark prints a table, and JSON with --json."""
