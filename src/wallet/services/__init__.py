"""USE CASES. Each is one call: plain data in, plain data out, plus ``Changes`` of what the store holds."""
