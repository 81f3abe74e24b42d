"""The bytes that are hashed: JCS (RFC 8785), RDFC-1.0, JSON-LD to N-Quads."""
