"""Hostile requests against a running server: after each it answers as before, in the same process."""
