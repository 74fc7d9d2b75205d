"""Rasa graph components for Vietnamese text, codes and the turns of a form."""
