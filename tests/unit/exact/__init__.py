"""The expression language, clause by clause."""
