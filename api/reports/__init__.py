"""Periodic reports: figures counted from the events of a period, as text, DOCX, XLSX and JSON."""
