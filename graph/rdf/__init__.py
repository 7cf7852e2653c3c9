"""RDF syntaxes: reading with the place of each error, writing with prefixes."""
