"""Capsa: the wallet for what you have learned."""

__version__ = "0.1.0"
