"""Issuer identifiers -> documents with keys (W3C DID Core). One file per method, registered in ``resolver``."""
