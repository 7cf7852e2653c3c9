"""The operations of SPARQL Update, each on a writer whose transaction the whole request shares."""
