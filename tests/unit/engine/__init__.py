"""The columnar engine."""
