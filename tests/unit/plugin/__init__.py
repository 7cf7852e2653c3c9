"""Our store behind the interfaces of others."""
