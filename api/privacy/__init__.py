"""Masking personal data and keeping it encrypted."""
