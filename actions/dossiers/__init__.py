"""Telling where a dossier stands."""
