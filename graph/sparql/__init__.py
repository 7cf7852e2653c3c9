"""The SPARQL language: text, not answers."""
