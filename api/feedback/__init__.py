"""Complaints and proposals (phản ánh, kiến nghị: PAKN) from report to answer."""
