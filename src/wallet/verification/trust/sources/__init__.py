"""Registries of issuers, one file per form; registered in ``trust.registry.SOURCES``."""
