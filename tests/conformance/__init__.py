"""Suites that nobody here wrote."""
