"""The window. Draws and asks; every use case is a service call on a task thread."""
