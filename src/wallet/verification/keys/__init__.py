"""Public keys in the forms that credentials carry them, and the one way to check a signature with one."""
