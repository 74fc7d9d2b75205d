"""`troly serve`: all processes of one machine under one supervisor."""
