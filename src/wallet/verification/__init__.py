"""BYTES -> VERDICT. Pure and synchronous: no sockets, no clock, no Qt; those arrive through ``wallet.ports``."""
