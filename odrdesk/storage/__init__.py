"""Rows in one SQLite file in, domain values out."""
