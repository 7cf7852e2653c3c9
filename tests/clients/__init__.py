"""Clients that nobody here wrote, driven against a running server as the how-to shows them."""
