"""Tests of the ontology, its shapes and rules, and of the bundled data against them."""
