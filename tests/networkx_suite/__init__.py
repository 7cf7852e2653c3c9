"""NetworkX's own tests, run on the backend ``maillage``."""
