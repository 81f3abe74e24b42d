"""Who is known: lists of issuers, registries, the person's own decisions, and look-alike names."""
