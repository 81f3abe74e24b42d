"""WHAT A CREDENTIAL SAYS: data only. No I/O, no verdicts, no prose."""
