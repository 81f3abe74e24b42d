"""THE OUTSIDE, implementing ports: the only sockets, clock, keyring, folders, worker processes."""
