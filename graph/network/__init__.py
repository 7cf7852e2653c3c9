"""Networks: nodes and edges taken from answers, measures, layout, pictures and files."""
