"""Accounts and sessions of operators, agency officers and admins."""
