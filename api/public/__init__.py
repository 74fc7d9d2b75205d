"""Pages citizens see: web chat."""
