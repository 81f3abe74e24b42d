"""One file per securing mechanism: is the proof good, and whose key made it."""
