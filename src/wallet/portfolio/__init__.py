"""A LIFE OF LEARNING: timeline, totals, writers."""
