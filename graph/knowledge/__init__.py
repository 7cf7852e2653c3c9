"""What is known about a dataset: validation, inference, description, search, entities, networks."""
