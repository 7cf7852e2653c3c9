"""The SPARQL floor: parser, rules beside the grammar, limits."""
