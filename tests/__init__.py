"""Tests: one folder a floor or a claim; names say what holds."""
