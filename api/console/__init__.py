"""Staff pages: operator desk, agency inbox."""
