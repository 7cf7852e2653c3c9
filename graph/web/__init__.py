"""The web: the only floor that knows Flask; one blueprint a protocol or page family."""
