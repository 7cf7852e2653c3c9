"""Tests of the benchmark: its data, queries and comparisons; never its times."""
