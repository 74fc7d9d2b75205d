"""Measuring the system: one module per question asked of it. Each prints a table, and JSON with --json."""
