"""Tests of what is known about a dataset."""
