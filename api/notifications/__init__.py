"""What agencies are told without asking: signed webhooks to their systems, the daily digest to their mailboxes."""
