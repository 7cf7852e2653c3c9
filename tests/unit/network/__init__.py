"""Networks, their measures, pictures and files."""
